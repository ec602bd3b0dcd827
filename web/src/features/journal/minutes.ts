/** The longest time an entry may take, in minutes: one day. */
export const maxMinutes = 1440;

/** What a typed duration means: nothing typed, minutes, or text that is no duration. */
export type ParsedMinutes = { ok: true; minutes: number | null } | { ok: false };

const clock = /^(\d{1,2}):(\d{2})$/;
const hoursOnly = /^(\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|std|stunden?|ساعة|ساعات|س)\.?$/;
const hoursAndMinutes =
	/^(\d+)\s*(?:h|hrs?|hours?|std|stunden?|ساعة|ساعات|س)\.?\s*(?:و\s*)?(\d{1,2})\s*(?:m|mins?|minutes?|minuten?|دقيقة|دقائق|د)?\.?$/;
const minutesOnly = /^(\d+)\s*(?:m|mins?|minutes?|minuten?|دقيقة|دقائق|د)?\.?$/;

/** Digits of Arabic and Persian keyboards as 0 to 9. */
function latinDigits(text: string): string {
	return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/**
 * Reads a duration as people type it: "90", "1h 30", "1:30", "1.5h", "45 min", "2 Std".
 * A bare number is minutes. Empty text is no duration; zero and more than a day are refused.
 */
export function parseMinutes(text: string): ParsedMinutes {
	const typed = latinDigits(text).trim().toLowerCase();
	if (typed === '') return { ok: true, minutes: null };
	const minutes = read(typed);
	if (minutes === undefined || minutes < 1 || minutes > maxMinutes) return { ok: false };
	return { ok: true, minutes };
}

function read(typed: string): number | undefined {
	let match = clock.exec(typed);
	if (match) {
		const rest = Number(match[2]);
		return rest < 60 ? Number(match[1]) * 60 + rest : undefined;
	}
	match = hoursAndMinutes.exec(typed);
	if (match) {
		const rest = Number(match[2]);
		return rest < 60 ? Number(match[1]) * 60 + rest : undefined;
	}
	match = hoursOnly.exec(typed);
	if (match) return Math.round(Number(match[1]?.replace(',', '.')) * 60);
	match = minutesOnly.exec(typed);
	return match ? Number(match[1]) : undefined;
}

/** Minutes in the short form that parseMinutes reads again: 90 gives "1h 30". */
export function typedMinutes(minutes: number | null | undefined): string {
	if (!minutes) return '';
	const hours = Math.floor(minutes / 60);
	const rest = minutes % 60;
	if (hours === 0) return String(rest);
	return rest === 0 ? `${hours}h` : `${hours}h ${String(rest).padStart(2, '0')}`;
}
