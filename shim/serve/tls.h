/*-------------------------------------------------------------------------
 *
 * tls.h
 *	  The certificate that TLS connections are shown.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_TLS_H
#define OUTLAYD_TLS_H

#include <microhttpd.h>

#include "loop/config.h"

extern bool tls_load(const Config *config, Buffer *error);
extern void tls_free(void);
extern const struct MHD_OptionItem *tls_options(const Config *config);
extern bool tls_send(struct MHD_Connection *connection, int fd, const char *text, size_t len);

#endif /* OUTLAYD_TLS_H */
