/*-------------------------------------------------------------------------
 *
 * job.c
 *	  What PostgreSQL is asked to do, from when it is made to its end.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/job.h"

#include <stdlib.h>

/* Makes a job that asks nothing yet, whose end done() takes. */
void
job_init(Job *job, Loop *loop, void (*done)(Job *job))
{
	*job = (Job) {.loop = loop, .done = done};
	list_init(&job->link);
	list_init(&job->arrival);
}

/* Decides that there is no answer. Texts must live as long as the job. */
void
job_refuse(Job *job, int status, const char *code, const char *detail)
{
	job->problem = (Problem) {.status = status, .code = code, .detail = detail};
	job->problem.retry_after = status == MHD_HTTP_SERVICE_UNAVAILABLE;
	metrics_rejected(&job->loop->metrics, code);
}

/* What has come of a job, which nobody works for any more, is known. */
void
job_end(Job *job)
{
	job->state = JOB_ENDED;
	job->done(job);
}

/* Forgets the pieces of a file, and gives back their room. */
void
job_drop_pieces(Job *job)
{
	for (int i = 0; i < job->piece_count; i++)
		PQclear(job->pieces[i]);
	free(job->pieces);
	job->pieces = NULL;
	job->piece_count = 0;
	job->crowded = false;
	if (job->route != NULL && job->route->returns_file)
		spool_give(&job->room);
}

/* Frees what a job has. */
void
job_free(Job *job)
{
	args_free(&job->args);
	PQclear(job->reply);
	PQclear(job->error);
	job_drop_pieces(job);
	spool_give(&job->room);
	route_table_release(job->table); /* and with it the route: nothing asks for that any more */
}
