import { expect, test } from 'vitest';
import type { Audience } from '@/gql/graphql';
import { outlook } from './change';

const entry = (audience: Audience, draft = false) => ({ id: audience, audience, draft });

test('the outlook tells what is opened, narrowed, left and closed to strangers', () => {
	const entries = [
		entry('PUBLIC'),
		entry('UNLISTED'),
		entry('TEAM'),
		entry('PRIVATE'),
		entry('PRIVATE', true),
	];
	expect(outlook(entries, 'TEAM')).toEqual({ wider: 1, narrower: 2, same: 2, closed: 2 });
	expect(outlook(entries, 'PUBLIC')).toEqual({ wider: 3, narrower: 0, same: 2, closed: 0 });
	expect(outlook(entries, 'PRIVATE')).toEqual({ wider: 0, narrower: 3, same: 2, closed: 2 });
});
