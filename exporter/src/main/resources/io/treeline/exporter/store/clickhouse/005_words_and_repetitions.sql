-- Which texts have a word is answered by the index alone, for several words at once too.
ALTER TABLE {database}.content DROP INDEX IF EXISTS by_word;
ALTER TABLE {database}.content ADD INDEX IF NOT EXISTS of_word words TYPE text(tokenizer = 'array');
-- Of the texts that are there already.
ALTER TABLE {database}.content MATERIALIZE INDEX of_word;

-- What is written of a batch once is written once by the view of it too.
ALTER TABLE {database}.session_traces MODIFY SETTING non_replicated_deduplication_window = 1000;
