/*-------------------------------------------------------------------------
 *
 * config.h
 *	  Settings: defaults, file, environment, flags.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_CONFIG_H
#define OUTLAYD_CONFIG_H

#include "base/buffer.h"

/* By which whom we follow tells us the descriptor at which they wait for us. */
#define READY_VARIABLE "OUTLAYD_READY_FD"

/* Times are milliseconds, sizes are bytes. Nothing changes after the start. */
typedef struct Config
{
	char	   *listen;
	int			port;
	char	   *admin_listen;
	int			admin_port;
	char	   *conninfo;
	char	   *conninfo_read;
	int			read_patience;
	int			loops;
	int			connections;
	int			connection_age;
	int			tenants_per_connection;
	int			tenant_share;
	int			write_share;
	int			rate_address;
	int			rate_token;
	int			rate_anonymous;
	int			prepared_statements;
	int			queue_length;
	int			queue_timeout;
	int			statement_timeout;
	int			lock_timeout;
	int			idle_in_transaction_timeout;
	int			commit_timeout;
	int			connect_timeout;
	int			header_timeout;
	int			body_timeout;
	int			send_timeout;
	int			idle_timeout;
	int			drain_timeout;
	int			max_uri;
	int			max_header;
	int			max_body;
	int			max_spool;
	int			max_connections;
	int			max_connections_per_address;
	int			max_streams;
	int			max_streams_per_member;
	int			stream_interval;
	int			stream_heartbeat;
	char	   *static_dir;
	char	   *trusted_proxies;
	char	   *tls_certificate;
	char	   *tls_key;
	char	   *hsts;
	char	   *log;
	char	   *log_level;
} Config;

extern bool config_defaults(Config *config, Buffer *error);
extern bool config_set(Config *config, const char *name, const char *value, Buffer *error);
extern bool config_file(Config *config, const char *path, Buffer *error);
extern bool config_environment(Config *config, Buffer *error);
extern bool config_check(const Config *config, Buffer *error);
extern void config_describe(Buffer *out, bool as_flags);
extern void config_free(Config *config);

#endif /* OUTLAYD_CONFIG_H */
