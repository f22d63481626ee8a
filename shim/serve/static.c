/*-------------------------------------------------------------------------
 *
 * static.c
 *	  Files of a folder: whatever is not the API.
 *
 * The folder is opened anew for each request, and from there one segment of
 * the path after the other, without following links; so nothing outside of it
 * can be reached however a path is written, a new release takes effect at
 * once, also where the folder is a link that is switched to it, and nothing is
 * kept that could grow or be stale. The bytes go from the file to the socket
 * inside the kernel.
 *
 * A page's policy is strict by default, and a page built elsewhere may need
 * more, like the hashes of scripts in it, which change with each build. So the
 * build leaves its policy in the file .csp of the folder, one line; nobody has
 * to bring a setting up to date, and no page is parsed here.
 *
 *-------------------------------------------------------------------------
 */
#include "serve/static.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <xxhash.h>

#include "http/args.h"
#include "http/compress.h"
#include "http/condition.h"
#include "http/negotiate.h"
#include "http/static_path.h"
#include "serve/answer.h"

#define POLICY_LENGTH 1500 /* it must fit into the memory that libmicrohttpd has for a header */
#define IMMUTABLE "_nuxt/" /* below it names change with contents */

#define STRICT_POLICY \
	"default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; " \
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
/* The hash of what is between <style> and </style>; tests/http/test_static.py says which it must be. */
#define PAGE_POLICY \
	"default-src 'none'; style-src 'sha256-TXya0crn+iHYrHrF0HhYz/W3l19PdIocOshJVX4jRlo='; base-uri 'none'; " \
	"form-action 'none'; frame-ancestors 'none'"

/* The page of a server that has no folder: page.html, which the assembler puts here. */
extern const char page_html[];
extern const uint32_t page_html_size;
__asm__(".pushsection .rodata\n"
		".global page_html, page_html_size\n"
		"page_html: .incbin \"serve/page.html\"\n"
		"page_html_end: .balign 4\n"
		"page_html_size: .long page_html_end - page_html\n"
		".popsection\n");

static const struct
{
	const char *extension;
	const char *type;
}			types[] =
{
	{"html", "text/html; charset=utf-8"},
	{"js", "text/javascript; charset=utf-8"},
	{"mjs", "text/javascript; charset=utf-8"},
	{"css", "text/css; charset=utf-8"},
	{"json", "application/json"},
	{"map", "application/json"},
	{"webmanifest", "application/manifest+json"},
	{"txt", "text/plain; charset=utf-8"},
	{"xml", "application/xml"},
	{"svg", "image/svg+xml"},
	{"png", "image/png"},
	{"jpg", "image/jpeg"},
	{"jpeg", "image/jpeg"},
	{"gif", "image/gif"},
	{"webp", "image/webp"},
	{"avif", "image/avif"},
	{"ico", "image/vnd.microsoft.icon"},
	{"woff", "font/woff"},
	{"woff2", "font/woff2"},
	{"ttf", "font/ttf"},
	{"pdf", "application/pdf"},
	{"wasm", "application/wasm"},
	{"mp4", "video/mp4"},
};

/* A file that is being served. */
typedef struct File
{
	int			fd;				/* -1: there is none */
	struct stat stat;
	const char *type;
	const char *encoding;		/* br or gzip; NULL: as it is */
	char		etag[64];
	char		modified[HTTP_DATE_SIZE];
} File;

static const char *type_of(const char *name);
static int	open_below(int folder, const char *path);
static bool open_file(File *file, int folder, char path[PATH_LENGTH]);
static void prefer_compressed(File *file, int folder, const char *path, const char *accept);
static int	conditional_status(const Request *request, const File *file);
static void add_policy(struct MHD_Response *response, int folder);
static void answer_file(Request *request, File *file, int folder, const char *path);
static bool answer_page(Request *request, const char *path);
static bool answer_folder(Request *request, char path[PATH_LENGTH]);

/* The type that a name's extension stands for. */
static const char *
type_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
		if (strcasecmp(dot + 1, types[i].extension) == 0)
			return types[i].type;
	return "application/octet-stream";
}

/* Opens what is below a folder at a path, segment by segment; -1 where there is nothing, or a link. */
static int
open_below(int folder, const char *path)
{
	int			at = folder;

	do
	{
		char		name[PATH_LENGTH];
		size_t		len = strcspn(path, "/");
		int			next;

		memcpy(name, path, len);
		name[len] = '\0';
		/* Not waiting for whoever writes to a FIFO. */
		next = openat(at, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
		if (at != folder)
			close(at);
		at = next;
		path += len + (path[len] == '/');
	}
	while (at >= 0 && *path);
	return at;
}

/* Opens a file of the folder, or index.html of a folder in it. False where there is none. */
static bool
open_file(File *file, int folder, char path[PATH_LENGTH])
{
	for (int turn = 0; turn < 2; turn++)
	{
		size_t		len = strlen(path);

		file->fd = open_below(folder, len > 0 ? path : ".");
		if (file->fd >= 0 && fstat(file->fd, &file->stat) == 0 && S_ISREG(file->stat.st_mode))
			return true;
		if (file->fd < 0 || !S_ISDIR(file->stat.st_mode) || len + sizeof "/index.html" > PATH_LENGTH)
			break;
		close(file->fd);
		file->fd = -1;
		snprintf(path + len, PATH_LENGTH - len, "%s", len > 0 ? "/index.html" : "index.html");
	}
	if (file->fd >= 0)
	{
		close(file->fd);
		errno = ENOENT; /* no file: a FIFO, or a folder without a page */
	}
	file->fd = -1;
	return false;
}

/* Takes the compressed form of a file instead, if the client likes that and it is there, and not older. */
static void
prefer_compressed(File *file, int folder, const char *path, const char *accept)
{
	static const struct
	{
		const char *coding;
		const char *suffix;
		bool (*accepted)(const char *accept_encoding);
	}			forms[] = {{"br", ".br", accepts_brotli}, {"gzip", ".gz", accepts_gzip}};

	for (size_t i = 0; i < sizeof forms / sizeof *forms && file->encoding == NULL; i++)
	{
		char		name[PATH_LENGTH + 4];
		File		form = {.fd = -1};

		snprintf(name, sizeof name, "%s%s", path, forms[i].suffix);
		if (!forms[i].accepted(accept) || strlen(name) >= PATH_LENGTH || !open_file(&form, folder, name))
			continue;
		if (form.stat.st_mtime < file->stat.st_mtime)
		{
			close(form.fd);
			continue;
		}
		close(file->fd);
		file->fd = form.fd;
		file->stat = form.stat;
		file->encoding = forms[i].coding;
	}
}

/* The status of a file by the client's conditions, in the order of RFC 9110, 13.2.2. */
static int
conditional_status(const Request *request, const File *file)
{
	const char *const *value = request->headers.value;
	const char *match = value[HEADER_IF_MATCH];
	const char *unmodified = value[HEADER_IF_UNMODIFIED_SINCE];
	const char *seen = value[HEADER_IF_NONE_MATCH];
	const char *since = value[HEADER_IF_MODIFIED_SINCE];
	time_t		at;

	if (match ? !etag_matches(match, file->etag, true)
			  : unmodified && http_date_parse(unmodified, &at) && file->stat.st_mtime > at)
		return MHD_HTTP_PRECONDITION_FAILED;
	if (seen ? etag_matches(seen, file->etag, false)
			 : since && http_date_parse(since, &at) && file->stat.st_mtime <= at)
		return MHD_HTTP_NOT_MODIFIED;
	return MHD_HTTP_OK;
}

/* Adds a page's policy: that of the file .csp, or the strict one. */
static void
add_policy(struct MHD_Response *response, int folder)
{
	char		policy[POLICY_LENGTH + 1];
	int			fd = openat(folder, ".csp", O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	ssize_t		len = fd >= 0 ? read(fd, policy, POLICY_LENGTH) : -1;

	if (fd >= 0)
		close(fd);
	policy[len > 0 ? len : 0] = '\0';
	policy[strcspn(policy, "\r\n")] = '\0';
	if (*policy == '\0' || MHD_add_response_header(response, "Content-Security-Policy", policy) == MHD_NO)
		MHD_add_response_header(response, "Content-Security-Policy", STRICT_POLICY);
}

/* Makes the answer with a file, which is the response's then; or what the request's conditions make of it. */
static void
answer_file(Request *request, File *file, int folder, const char *path)
{
	size_t		size = (size_t) file->stat.st_size;
	RangeKind	kind = RANGE_WHOLE;

	snprintf(file->etag, sizeof file->etag, "\"%llx.%lx-%zx\"", (unsigned long long) file->stat.st_mtim.tv_sec,
			 file->stat.st_mtim.tv_nsec, size);
	http_date(file->modified, file->stat.st_mtime);
	request->status = conditional_status(request, file);
	if (request->status == MHD_HTTP_PRECONDITION_FAILED)
		request_refuse(request, request->status, "precondition_failed", "the file is not what the condition names");
	else if (request->status == MHD_HTTP_OK)
		kind = answer_range(request, size, file->etag, file->modified);
	if (request->problem.status != 0)
	{
		close(file->fd);
		return;
	}
	if (kind == RANGE_PART)
		request->status = MHD_HTTP_PARTIAL_CONTENT;
	request->bytes = kind == RANGE_PART ? request->part_len : size;
	request->ready = MHD_create_response_from_fd_at_offset64(request->bytes, file->fd,
															 kind == RANGE_PART ? request->part : 0);
	MHD_add_response_header(request->ready, "Content-Type", file->type);
	MHD_add_response_header(request->ready, "ETag", file->etag);
	MHD_add_response_header(request->ready, "Last-Modified", file->modified);
	MHD_add_response_header(request->ready, "Accept-Ranges", "bytes");
	MHD_add_response_header(request->ready, "Vary", "Accept-Encoding");
	MHD_add_response_header(request->ready, "Cache-Control",
							strncmp(path, IMMUTABLE, sizeof IMMUTABLE - 1) == 0 && strstr(file->type, "json") == NULL
								? "public, max-age=31536000, immutable"
								: "no-cache");
	if (file->encoding)
		MHD_add_response_header(request->ready, "Content-Encoding", file->encoding);
	/* A worker obeys the policy of its own script. */
	if (strncmp(file->type, "text/html", 9) == 0 || strncmp(file->type, "text/javascript", 15) == 0)
		add_policy(request->ready, folder);
}

/* The built-in page, at the root alone. */
static bool
answer_page(Request *request, const char *path)
{
	Loop	   *loop = request->loop;
	const char *seen = request->headers.value[HEADER_IF_NONE_MATCH];
	bool		zip = accepts_gzip(request->headers.value[HEADER_ACCEPT_ENCODING]);
	Buffer		zipped = {0};
	char		etag[32];

	if (*path)
		return false;
	if (zip && loop->compressor == NULL)
		loop->compressor = compressor_create();
	zip = zip && loop->compressor && compress_gzip(loop->compressor, page_html, page_html_size, &zipped);
	snprintf(etag, sizeof etag, "\"%016llx%s\"", (unsigned long long) XXH3_64bits(page_html, page_html_size),
			 zip ? "-gzip" : "");
	request->bytes = zip ? zipped.len : page_html_size;
	request->status = seen && etag_matches(seen, etag, false) ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK;
	request->ready = MHD_create_response_from_buffer(request->bytes, zip ? zipped.data : (void *) page_html,
													 zip ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
	if (!zip)
		buffer_free(&zipped);
	else
		MHD_add_response_header(request->ready, "Content-Encoding", "gzip");
	MHD_add_response_header(request->ready, "Content-Type", "text/html; charset=utf-8");
	MHD_add_response_header(request->ready, "ETag", etag);
	MHD_add_response_header(request->ready, "Vary", "Accept-Encoding");
	MHD_add_response_header(request->ready, "Cache-Control", "no-cache");
	MHD_add_response_header(request->ready, "Content-Security-Policy", PAGE_POLICY);
	return true;
}

/* Answers with the file at a path; for a page's address that the application makes up, with its index.html. */
static bool
answer_folder(Request *request, char path[PATH_LENGTH])
{
	int			folder = open(request->loop->config->static_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	bool		page = accepts_html(request->headers.value[HEADER_ACCEPT]) && strchr(name, '.') == NULL;
	File		file = {.fd = -1};

	if (folder < 0)
		return false;
	if (!open_file(&file, folder, path) && page)
	{
		snprintf(path, PATH_LENGTH, "index.html");
		open_file(&file, folder, path);
	}
	if (file.fd >= 0)
	{
		file.type = type_of(path);
		prefer_compressed(&file, folder, path, request->headers.value[HEADER_ACCEPT_ENCODING]);
		answer_file(request, &file, folder, path);
	}
	else if (errno == EMFILE || errno == ENFILE)
		request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "overloaded", "too many files are open");
	close(folder);
	return file.fd >= 0 || request->problem.status != 0;
}

/*
 * Takes a request for a file; false where there is none, or the path is the API's. Where there is one, but the method
 * is none for files, detail has those that are.
 */
bool
static_take(Request *request)
{
	const PathParts *parts = &request->path;
	bool		reads = strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0;
	char		path[PATH_LENGTH];
	bool		found;

	if (!static_path(parts, path) || (strncmp(path, "api", 3) == 0 && (path[3] == '\0' || path[3] == '/')))
		return false;
	found = *request->loop->config->static_dir ? answer_folder(request, path) : answer_page(request, path);
	if (!found || reads)
		return found;
	if (request->ready)
		MHD_destroy_response(request->ready);
	request->ready = NULL;
	buffer_puts(&request->detail, "GET, HEAD");
	return false;
}
