"""The Sous-traitants page: the tools and providers used, their contracts, what is to be mended. Services in, gestures out; no law here."""
