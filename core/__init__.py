"""The domain. Each app has the same file names: models, aturan, verba, kueri, views, forms, tasks."""
