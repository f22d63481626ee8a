/*-------------------------------------------------------------------------
 *
 * tls.c
 *	  The certificate that TLS connections are shown.
 *
 * libmicrohttpd and GnuTLS speak TLS; what is ours is the certificate, which
 * is asked for at each handshake, so that a new one needs no new connections.
 * A session holds pointers into its certificate as long as it lives. So those
 * that were replaced stay in memory: a few kilobytes for each renewal, while
 * a file that has not changed is not loaded again.
 *
 *-------------------------------------------------------------------------
 */
#include "serve/tls.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>

#define CHAIN_MAX 16

/* Forward secrecy (no key exchange by RSA alone) and authenticated encryption, under TLS 1.2 too. */
#define PRIORITIES \
	"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-CIPHER-ALL:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM:" \
	"-MAC-ALL:+AEAD:%SERVER_PRECEDENCE"

typedef struct Certificate
{
	struct Certificate *before;
	gnutls_datum_t chain_file;
	gnutls_datum_t key_file;
	unsigned	count;
	gnutls_pcert_st chain[CHAIN_MAX];
	gnutls_privkey_t key;
} Certificate;

static _Atomic(Certificate *) current;

static bool same(const gnutls_datum_t *a, const gnutls_datum_t *b);
static void drop(Certificate *certificate);
static bool key_fits(const Certificate *certificate);
static bool take_files(Certificate *certificate, const Config *config, Buffer *error);
static int	choose(gnutls_session_t session, const gnutls_datum_t *names, int name_count,
				  const gnutls_pk_algorithm_t *algorithms, int algorithm_count, gnutls_pcert_st **chain,
				  unsigned *count, gnutls_privkey_t *key);

/* Whether two files have the same content. */
static bool
same(const gnutls_datum_t *a, const gnutls_datum_t *b)
{
	return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

/* Gives a certificate back. */
static void
drop(Certificate *certificate)
{
	for (unsigned i = 0; i < certificate->count; i++)
		gnutls_pcert_deinit(&certificate->chain[i]);
	gnutls_privkey_deinit(certificate->key);
	gnutls_free(certificate->chain_file.data);
	gnutls_free(certificate->key_file.data);
	free(certificate);
}

/* Whether the key is the certificate's: GnuTLS takes no others together. */
static bool
key_fits(const Certificate *certificate)
{
	gnutls_certificate_credentials_t pair;
	bool		fits;

	if (gnutls_certificate_allocate_credentials(&pair) != 0)
		return false;
	fits = gnutls_certificate_set_x509_key_mem(pair, &certificate->chain_file, &certificate->key_file,
											   GNUTLS_X509_FMT_PEM) >= 0;
	gnutls_certificate_free_credentials(pair);
	return fits;
}

/* Reads the files of a certificate and takes them apart. False, with what is wrong in error. */
static bool
take_files(Certificate *certificate, const Config *config, Buffer *error)
{
	unsigned	count = CHAIN_MAX;
	int			code = gnutls_load_file(config->tls_certificate, &certificate->chain_file);

	if (code == 0)
		code = gnutls_pcert_list_import_x509_raw(certificate->chain, &count, &certificate->chain_file,
												 GNUTLS_X509_FMT_PEM, GNUTLS_X509_CRT_LIST_FAIL_IF_UNSORTED);
	if (code != 0)
	{
		buffer_printf(error, "setting \"tls_certificate\": \"%s\": %s", config->tls_certificate, gnutls_strerror(code));
		return false;
	}
	certificate->count = count;
	code = gnutls_load_file(config->tls_key, &certificate->key_file);
	if (code == 0)
		code = gnutls_privkey_import_x509_raw(certificate->key, &certificate->key_file, GNUTLS_X509_FMT_PEM, NULL, 0);
	if (code != 0)
		buffer_printf(error, "setting \"tls_key\": \"%s\": %s", config->tls_key, gnutls_strerror(code));
	else if (!key_fits(certificate))
		buffer_printf(error, "setting \"tls_key\": \"%s\" is not the key of the certificate \"%s\"", config->tls_key,
					  config->tls_certificate);
	return error->len == 0;
}

/*
 * Loads the certificate, if there is to be one; called by the main thread alone. False, with what is wrong in error:
 * then the one before is used on.
 */
bool
tls_load(const Config *config, Buffer *error)
{
	Certificate *certificate;
	Certificate *before = atomic_load(&current);

	if (*config->tls_certificate == '\0')
		return true;
	certificate = calloc(1, sizeof *certificate);
	if (certificate == NULL || gnutls_privkey_init(&certificate->key) != 0)
		abort();
	if (!take_files(certificate, config, error))
	{
		drop(certificate);
		return false;
	}
	if (before && same(&before->chain_file, &certificate->chain_file) &&
		same(&before->key_file, &certificate->key_file))
	{
		drop(certificate);
		return true;
	}
	certificate->before = before;
	atomic_store(&current, certificate);
	return true;
}

/* Gives all certificates back; no connection is left. */
void
tls_free(void)
{
	Certificate *certificate = atomic_exchange(&current, NULL);

	while (certificate)
	{
		Certificate *before = certificate->before;

		drop(certificate);
		certificate = before;
	}
}

/* Called by GnuTLS for each handshake: what to show. */
static int
choose(gnutls_session_t session, const gnutls_datum_t *names, int name_count, const gnutls_pk_algorithm_t *algorithms,
	   int algorithm_count, gnutls_pcert_st **chain, unsigned *count, gnutls_privkey_t *key)
{
	Certificate *certificate = atomic_load(&current);

	(void) session, (void) names, (void) name_count, (void) algorithms, (void) algorithm_count;
	*chain = certificate->chain;
	*count = certificate->count;
	*key = certificate->key;
	return 0;
}

/* What libmicrohttpd is told of TLS: nothing where it is not to speak it. */
const struct MHD_OptionItem *
tls_options(const Config *config)
{
	static const struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
	static struct MHD_OptionItem options[] = {
		{MHD_OPTION_HTTPS_CERT_CALLBACK, 0, NULL},
		{MHD_OPTION_HTTPS_PRIORITIES, 0, PRIORITIES},
		{MHD_OPTION_END, 0, NULL},
	};

	options[0].ptr_value = (void *) choose;
	return *config->tls_certificate ? options : none;
}

/* Sends a few bytes at once, past libmicrohttpd, through TLS if the connection has it. False: they did not fit. */
bool
tls_send(struct MHD_Connection *connection, int fd, const char *text, size_t len)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	ssize_t		sent = info && info->tls_session ? gnutls_record_send(info->tls_session, text, len)
											 : send(fd, text, len, MSG_DONTWAIT | MSG_NOSIGNAL);

	return sent == (ssize_t) len;
}
