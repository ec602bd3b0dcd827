import { expect, it } from 'vitest';
import { taskMarks, toggleTask } from './tasks';

const body = `# Plan

- [ ] one
- [x] two
  1. [ ] nested
> - [X] quoted

\`\`\`md
- [ ] only code
\`\`\`
- [] none
- [ ]
* [ ] last
`;

it('finds the checkboxes in their order', () => {
	expect(taskMarks(body).map((m) => m.done)).toEqual([false, true, false, true, false]);
	for (const mark of taskMarks(body)) expect(body[mark.at - 1]).toBe('[');
});

it('turns one and leaves every other character alone', () => {
	const next = toggleTask(body, 2, 5);
	expect(next).toBe(body.replace('[ ] nested', '[x] nested'));
	expect(toggleTask(next ?? '', 2, 5)).toBe(body);
	expect(toggleTask(body, 3, 5)).toBe(body.replace('[X] quoted', '[ ] quoted'));
});

it('keeps line ends as they are', () => {
	expect(toggleTask('- [ ] a\r\n- [ ] b\r\n', 1, 2)).toBe('- [ ] a\r\n- [x] b\r\n');
});

it('changes nothing when the count does not agree', () => {
	expect(toggleTask(body, 0, 4)).toBeUndefined();
	expect(toggleTask(body, 9, 5)).toBeUndefined();
});
