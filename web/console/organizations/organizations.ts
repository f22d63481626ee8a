// The calls about organizations.
import { api, got, type Schemas } from '../api';

export type Organization = Schemas['console_organization'];
export type Status = 'active' | 'suspended' | 'dropped';
export const pageSize = 50;

export const list = (contains: string, status: Status | '', after: number) =>
	got(api.GET('/api/console/organizations', { params: { query: { contains: contains || undefined, status: status || undefined, after, page_size: pageSize } } }));
export const read = (slug: string) => got(api.GET('/api/console/organizations/{slug}', { params: { path: { slug } } }));
export const create = (body: { name: string; business_email: string; slug?: string; currency: string }) => got(api.POST('/api/console/organizations', { body }));
export const suspend = (slug: string, reason: string) => got(api.POST('/api/console/organizations/{slug}/suspend', { params: { path: { slug } }, body: { reason: reason || undefined } }));
export const resume = (slug: string) => got(api.POST('/api/console/organizations/{slug}/resume', { params: { path: { slug } } }));
export const rename = (slug: string, body: { name?: string; new_slug?: string }) => got(api.POST('/api/console/organizations/{slug}/rename', { params: { path: { slug } }, body }));
export const drop = (slug: string) => got(api.POST('/api/console/organizations/{slug}/drop', { params: { path: { slug } } }));
export const restore = (slug: string) => got(api.POST('/api/console/organizations/{slug}/restore', { params: { path: { slug } }, body: {} }));
