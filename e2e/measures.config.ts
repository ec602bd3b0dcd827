import base from './playwright.config.ts';

/** Figures of speed: one at a time, and never part of the tests. */
export default { ...base, testDir: 'measures', workers: 1, retries: 0, projects: base.projects?.map(({ testIgnore: _, ...project }) => project) };
