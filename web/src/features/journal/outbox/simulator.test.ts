import { describe, expect, it } from 'vitest';
import { Device, dice, Server } from './simulator';

/** More by hand: SCHEDULES=10000 npx vitest run simulator. */
const schedules = Number(process.env.SCHEDULES ?? 1_500);

/** One life of some devices: what they were promised, and what the server has in the end. */
async function live(seed: number): Promise<{ promised: string[]; texts: string[]; left: number }> {
	const chance = dice(seed);
	const server = new Server();
	const devices = Array.from({ length: 2 + Math.floor(chance() * 3) }, (_, n) => {
		return new Device(`d${n}`, server, chance, (chance() - 0.5) * 10 * 365 * 86_400_000);
	});
	const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)];
	let mark = 0;
	for (let step = 0; step < 30; step++) {
		const device = pick(devices);
		if (!device) continue;
		const act = chance();
		if (act < 0.15) device.online = !device.online;
		else if (act < 0.2) device.loss = chance() < 0.5 ? 0 : 0.4;
		else if (act < 0.27) device.restart();
		else if (act < 0.42) await device.write(`<${seed}.${mark++}>`);
		else if (act < 0.55) device.look(pick([...server.rows.keys()]) ?? '');
		else if (act < 0.8) {
			const id = pick(device.known());
			if (id) await device.edit(id, `<${seed}.${mark++}>`);
		} else if (act < 0.9) {
			// It dies in the middle, or the next act comes while this is under way.
			void device.flush();
			for (let n = Math.floor(chance() * 12); n > 0; n--) await Promise.resolve();
			if (chance() < 0.6) device.restart();
		} else await device.flush();
	}
	let left = 0;
	for (let round = 0; round < 40; round++) {
		left = 0;
		for (const device of devices) {
			if (round === 0) device.restart();
			device.online = true;
			device.loss = 0;
			await device.flush();
			await device.mergeAll();
			left += await device.waiting();
		}
		if (left === 0) break;
	}
	const texts = [...server.rows.values()].map((row) => row.revisions.at(-1)?.body ?? '');
	return { promised: devices.flatMap((device) => device.promised), texts, left };
}

describe('entries on many devices that lose their network and die', () => {
	it('loses nothing that was saved, and writes nothing twice', async () => {
		let marks = 0;
		for (let seed = 1; seed <= schedules; seed++) {
			const { promised, texts, left } = await live(seed);
			expect(left, `seed ${seed}: writes that never leave`).toBe(0);
			for (const mark of promised) {
				const entries = texts.filter((text) => text.includes(mark)).length;
				if (entries !== 1) expect.fail(`seed ${seed}: ${mark} is in ${entries} entries`);
			}
			marks += promised.length;
		}
		expect(marks).toBeGreaterThan(schedules);
	}, 120_000);
});
