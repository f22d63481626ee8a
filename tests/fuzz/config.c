/*-------------------------------------------------------------------------
 *
 * config.c
 *	  The configuration file.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "loop/config.h"

/* The whole input is one file. What is accepted is in range, what is not has a reason that names the line. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int	fd = -1;
	static char path[64];
	Buffer		error = {0};
	Config		config;

	if (fd < 0)
	{
		fd = memfd_create("config", 0);
		snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	}
	HOLDS(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t) size);
	HOLDS(config_defaults(&config, &error));
	if (config_file(&config, path, &error))
		HOLDS(error.len == 0);
	else
		HOLDS(error.len > 0 && strstr(error.data, ", line ") != NULL);
	HOLDS(config.port >= 0 && config.port <= 65535 && config.connections >= 1 && config.queue_timeout >= 1 &&
		  config.max_header >= 256 && config.max_body >= 0);
	HOLDS(config.listen && config.conninfo && config.trusted_proxies && config.log && config.log_level);
	buffer_free(&error);
	config_free(&config);
	return 0;
}
