"""The register on screen: its page, the wizard of a sheet, who answers for it, its start by trade, its preview and its printing."""
