"""The import wizard: five steps from a file to contacts. It holds the whole window until the person ends it; nothing is kept before."""
