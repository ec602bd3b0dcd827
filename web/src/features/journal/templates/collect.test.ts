import { describe, expect, it } from 'vitest';
import { carriedInto, collect, leftOpen } from './collect';

type Source = Parameters<typeof collect>[0];
type Earlier = Source['earlier']['nodes'][number];

/** Entries as "day body", oldest first, as the server gives them: newest first, and once more those with tasks. */
function source(...written: [day: string, body: string][]): Source {
	const nodes = written
		.map(
			([day, body], at): Earlier => ({
				id: `e${at}`,
				day,
				kind: 'NOTE',
				title: '',
				body,
				minutes: null,
				mood: null,
				energy: null,
				audience: 'PRIVATE',
				revision: 1,
				tags: [],
			}),
		)
		.reverse();
	return {
		earlier: { nodes },
		tasks: {
			nodes: nodes.filter(({ body }) => body.includes('[')).map((entry) => ({ entry })),
		},
		yesterday: { nodes: [] },
		today: { nodes: [] },
	};
}

const [thursday, friday, saturday, sunday] = [
	'2026-11-19',
	'2026-11-20',
	'2026-11-21',
	'2026-11-22',
];

describe('what is carried over', () => {
	it.each<[what: string, written: [string, string][], tasks: string[]]>([
		['nothing, of nothing', [], []],
		['tasks of the day before', [[sunday, '- [ ] A']], ['- [ ] A']],
		['Friday’s, behind a weekend without notes', [[friday, '- [ ] A\n- [x] B']], ['- [ ] A']],
		[
			'Friday’s, behind a note without tasks',
			[
				[friday, '- [ ] A'],
				[saturday, 'A walk'],
				[sunday, 'Another'],
			],
			['- [ ] A'],
		],
		[
			'Friday’s, behind a day with its own, all of them ticked',
			[
				[friday, '- [ ] A'],
				[saturday, '- [x] milk'],
			],
			['- [ ] A'],
		],
		[
			'a task once, however often it came along',
			[
				[thursday, '- [ ] A'],
				[friday, '- [ ] A'],
				[saturday, '- [ ] A'],
			],
			['- [ ] A'],
		],
		[
			'nothing that was carried over and ticked then',
			[
				[friday, '- [ ] A\n- [ ] B'],
				[saturday, '- [x] A\n- [x] B'],
			],
			[],
		],
		[
			'nothing that was left out when the others were carried over',
			[
				[friday, '- [ ] A\n- [ ] dropped'],
				[saturday, '- [x] A'],
			],
			[],
		],
		[
			'the newest day’s alone, where it has some',
			[
				[friday, '- [ ] A\n- [ ] dropped'],
				[saturday, '- [ ] A\n- [ ] C'],
			],
			['- [ ] A', '- [ ] C'],
		],
		[
			'all of a day with several entries, and not what another of them ticks',
			[
				[friday, '- [ ] A\n- [ ] B'],
				[friday, '- [x] B'],
				[friday, '- [ ] C'],
			],
			['- [ ] A', '- [ ] C'],
		],
		[
			'what an import brought, like what was written',
			[
				['2024-02-29', '* [ ] from another app'],
				[saturday, 'none'],
			],
			['- [ ] from another app'],
		],
	])('%s', (_, written, tasks) => {
		expect(collect(source(...written), '').tasks).toEqual(tasks);
	});

	it('names the day it comes from, and takes out only there', () => {
		const found = collect(source([friday, '- [ ] A'], [saturday, 'A walk']), '');
		expect(found).toMatchObject({ day: saturday, from: friday });
		expect(found.takeOut).toMatchObject([{ edit: { id: 'e0' }, keys: ['a'] }]);
	});

	it('comes once: what stands in the text or in another entry of the day stays away', () => {
		const given = source([friday, '- [ ] A\n- [ ] B\n- [ ] C']);
		given.today = { nodes: [{ body: '- [x] b' }] };
		expect(collect(given, '- [ ] a').tasks).toEqual(['- [ ] C']);
		const how = {
			automatic: false,
			place: 'END',
			heading: '',
			doneHeading: '',
			takeOut: false,
		} as const;
		const first = carriedInto('', collect(given, ''), how);
		expect(carriedInto(first, collect(given, first), how)).toBe(first);
	});

	it('passes over any number of days that left nothing', () => {
		const many = Array.from({ length: 40 }, (_, n) => ({
			day: `2026-10-${String(40 - n).padStart(2, '0')}`,
			body: `- [x] done ${n}`,
		}));
		expect(leftOpen([...many, { day: '2026-09-01', body: '- [ ] left' }])).toHaveLength(1);
	});
});
