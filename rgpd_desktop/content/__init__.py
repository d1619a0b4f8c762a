"""The law as content: reads resources/legal (TOML) and hands out nouns of rules, each with its source. Never computes, never stores."""
