-- Where numbers and errors of a span come from, and what tells one tool call from another.
ALTER TABLE spans ADD COLUMN error_source VARCHAR;
-- Of canonical JSON; equal hashes are taken for equal arguments or results.
ALTER TABLE spans ADD COLUMN tool_arguments_hash BIGINT;
ALTER TABLE spans ADD COLUMN tool_result_hash BIGINT;
ALTER TABLE spans ADD COLUMN empty_result BOOLEAN;
ALTER TABLE spans ADD COLUMN usage_source VARCHAR;
ALTER TABLE spans ADD COLUMN reported_cost_usd DECIMAL(38, 18);
ALTER TABLE spans ADD COLUMN reported_cost_source VARCHAR;
ALTER TABLE spans ADD COLUMN cache_write_hour_tokens BIGINT;
ALTER TABLE spans ADD COLUMN input_audio_tokens BIGINT;
ALTER TABLE spans ADD COLUMN output_audio_tokens BIGINT;
ALTER TABLE spans ADD COLUMN cache_read_audio_tokens BIGINT;
ALTER TABLE spans ADD COLUMN input_image_tokens BIGINT;
