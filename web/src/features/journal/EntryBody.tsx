import { useEffect, useLayoutEffect, useRef } from 'react';
import type { EntryCardFragment } from '@/gql/graphql';
import { Prose, proseMark } from './Prose';
import { taskMarks } from './tasks';

/** Characters up to which a first line looks like a title. */
const longestTitle = 90;

interface EntryBodyProps {
	entry: EntryCardFragment;
	/** Turns the checkbox at an index; without it the boxes are only shown. */
	onTick?: ((index: number) => Promise<boolean>) | undefined;
	/** The title stands above as a heading of the page. */
	titleAbove?: boolean;
}

/** The text of an entry. Its checkboxes can be ticked where they stand. */
export function EntryBody({ entry, onTick, titleAbove = false }: EntryBodyProps) {
	const box = useRef<HTMLDivElement>(null);
	const tick = useRef(onTick);
	tick.current = onTick;
	const { bodyHtml, body, title } = entry;
	const total = entry.tasks.length;
	const canTick = onTick !== undefined;

	// A short first line above more text is a title in all but name.
	// biome-ignore lint/correctness/useExhaustiveDependencies: the lines come with bodyHtml
	useLayoutEffect(() => {
		const first = box.current?.querySelector(`[${proseMark}]`)?.firstElementChild;
		const titled =
			first?.nextElementSibling != null &&
			first.textContent?.trim() === title &&
			title.length <= longestTitle;
		first?.toggleAttribute('data-title', titled);
		// Where the page has the title as its heading already, it is not said twice.
		first?.toggleAttribute('hidden', titled && titleAbove);
	}, [bodyHtml, title, titleAbove]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: the boxes come with bodyHtml
	useEffect(() => {
		const boxes = [
			...(box.current?.querySelectorAll<HTMLInputElement>('input[type="checkbox"]') ?? []),
		];
		// Only where the page, the text and the server agree on the boxes is it sure which one is meant.
		const sure = canTick && boxes.length === total && taskMarks(body).length === total;
		const listeners = boxes.map((input, index) => {
			input.disabled = !sure;
			const listen = () => {
				const wanted = input.checked;
				input.disabled = true;
				void tick.current?.(index).then((done) => {
					input.disabled = false;
					if (!done) input.checked = !wanted;
				});
			};
			if (sure) input.addEventListener('change', listen);
			return () => input.removeEventListener('change', listen);
		});
		return () => {
			for (const off of listeners) off();
		};
	}, [bodyHtml, body, total, canTick]);

	return (
		<div ref={box}>
			<Prose html={bodyHtml} />
		</div>
	);
}
