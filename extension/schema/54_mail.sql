-- Sending mail: what outlay-mail calls.

CREATE TYPE outlay.mail_to_send AS (
	id					bigint,
	sender				text,
	recipient			text,
	message				text
);
COMMENT ON TYPE outlay.mail_to_send IS 'A mail that is the caller''s to send, for some minutes';
COMMENT ON COLUMN outlay.mail_to_send.id IS 'Number of the mail, for mail_sent() and mail_failed()';
COMMENT ON COLUMN outlay.mail_to_send.sender IS 'Address of the envelope''s sender';
COMMENT ON COLUMN outlay.mail_to_send.recipient IS 'Address of the envelope''s recipient';
COMMENT ON COLUMN outlay.mail_to_send.message IS 'Headers and body in ASCII, lines end in CR LF';

CREATE FUNCTION outlay.take_mail() RETURNS outlay.mail_to_send
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_take_mail';
COMMENT ON FUNCTION outlay.take_mail() IS
'The next mail to send, NULL where none is due.
It is tried again later unless mail_sent() or mail_failed() says what became of it. 55000: mail is not configured
(outlay.mail_from, outlay.secret_key_file). Internal';

CREATE FUNCTION outlay.mail_sent(id bigint) RETURNS void
	LANGUAGE c STRICT AS 'MODULE_PATHNAME', 'outlay_mail_sent';
COMMENT ON FUNCTION outlay.mail_sent(bigint) IS 'Says that a server has taken a mail; its text is erased. Internal';

CREATE FUNCTION outlay.mail_failed(id bigint, error text, for_good boolean) RETURNS void
	LANGUAGE c STRICT AS 'MODULE_PATHNAME', 'outlay_mail_failed';
COMMENT ON FUNCTION outlay.mail_failed(bigint, text, boolean) IS
'Says that a mail could not be sent; for_good: there is no point in trying again.
It keeps its text until it expires: retry_mail(). Internal';

CREATE FUNCTION outlay.retry_mail(id bigint) RETURNS boolean
	LANGUAGE c STRICT AS 'MODULE_PATHNAME', 'outlay_retry_mail';
COMMENT ON FUNCTION outlay.retry_mail(bigint) IS
'Has a failed mail tried again at once; false where its text is gone.
For operators';

GRANT EXECUTE ON FUNCTION outlay.take_mail(), outlay.mail_sent(bigint), outlay.mail_failed(bigint, text, boolean)
	TO outlay_mail;
