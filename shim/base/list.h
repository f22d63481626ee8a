/*-------------------------------------------------------------------------
 *
 * list.h
 *	  Doubly linked lists of what has a Link in it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_LIST_H
#define OUTLAYD_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* A doubly linked list; its head is a Link too. */
typedef struct Link
{
	struct Link *prev;
	struct Link *next;
} Link;

#define container_of(pointer, type, member) ((type *) ((char *) (pointer) -offsetof(type, member)))

/* Goes through the members of a list, which must not be changed meanwhile. */
#define list_each(type, name, head, member) \
	for (type *name = container_of((head)->next, type, member); &name->member != (head); \
		 name = container_of(name->member.next, type, member))

/* Makes an empty list. */
static inline void
list_init(Link *head)
{
	head->prev = head->next = head;
}

/* Whether a list has no members. */
static inline bool
list_empty(const Link *head)
{
	return head->next == head;
}

/* Takes a member out of its list, if it is in one. */
static inline void
list_remove(Link *link)
{
	link->prev->next = link->next;
	link->next->prev = link->prev;
	link->prev = link->next = link;
}

/* Puts a member, which is in no list, at the end of one. */
static inline void
list_append(Link *head, Link *link)
{
	link->prev = head->prev;
	link->next = head;
	head->prev->next = link;
	head->prev = link;
}

#endif							/* OUTLAYD_LIST_H */
