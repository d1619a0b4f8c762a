"""The columns that the search index reads, shared by the schema and by whoever adds rows to the index."""

SEARCHED = (
    "last_name", "first_name", "company", "job_title", "emails", "phones", "street",
    "postal_code", "city", "country", "website", "siren", "source", "notes",
)  # fmt: skip
