import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { CornerDownLeft, Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { type Action, useActionList } from '@/lib/actions';
import { announce } from '@/lib/announce';
import { KeyCaps } from '@/ui/KeyCaps';
import classes from './PaletteDialog.module.css';
import { type RankedAction, rankActions } from './rank';
import { closeDialogs } from './store';

/** The command palette: type, arrow, Enter. A combobox whose list is always open. */
export default function PaletteDialog() {
	const { t } = useLingui();
	const navigate = useNavigate();
	const actions = useActionList();
	const [query, setQuery] = useState('');
	const [index, setIndex] = useState(0);
	const dialog = useRef<HTMLDialogElement>(null);
	const list = useRef<HTMLDivElement>(null);
	const id = useId();

	const sections: Record<Action['section'], string> = {
		do: t`Actions`,
		go: t`Pages`,
		settings: t`Settings`,
		admin: t`Admin`,
		help: t`Help`,
	};
	const all = useMemo<Action[]>(() => {
		const words = query.trim();
		if (words === '') return [...actions];
		const find: Action = {
			id: 'search.entries',
			title: t`Search entries for “${words}”`,
			section: 'go',
			icon: <Search size={18} aria-hidden />,
			run: () => void navigate({ to: '/search', search: { q: words } }),
		};
		return [...actions, find];
	}, [actions, query, navigate, t]);
	const ranked = useMemo(() => rankActions(all, query), [all, query]);
	const active = ranked[Math.min(index, ranked.length - 1)];

	useEffect(() => {
		if (!dialog.current?.open) dialog.current?.showModal();
	}, []);
	useEffect(() => {
		list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
	});

	const run = (action: Action) => {
		closeDialogs();
		action.run();
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const last = ranked.length - 1;
		const moves: Record<string, number> = {
			ArrowDown: index >= last ? 0 : index + 1,
			ArrowUp: index <= 0 ? last : index - 1,
			PageDown: Math.min(last, index + 8),
			PageUp: Math.max(0, index - 8),
		};
		const next = moves[event.key];
		if (next !== undefined) {
			event.preventDefault();
			setIndex(Math.max(0, next));
		}
		if (event.key === 'Enter' && active && !event.nativeEvent.isComposing) {
			event.preventDefault();
			run(active.action);
		}
	};

	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the click only means "beside the palette"; Esc does the same
		<dialog
			ref={dialog}
			className={classes.palette}
			aria-label={t`Search or jump to…`}
			onClose={closeDialogs}
			onClick={(event) => {
				if (event.target === dialog.current) closeDialogs();
			}}
		>
			<div className={classes.field}>
				<Search size={20} aria-hidden />
				<input
					autoFocus
					className={classes.input}
					type="text"
					role="combobox"
					aria-expanded="true"
					aria-controls={`${id}-list`}
					aria-activedescendant={active ? `${id}-${active.action.id}` : undefined}
					aria-autocomplete="list"
					aria-label={t`Type a page, an action or words to search for`}
					placeholder={t`Where to?`}
					autoComplete="off"
					spellCheck={false}
					value={query}
					onChange={(event) => {
						setQuery(event.target.value);
						setIndex(0);
						const found = rankActions(actions, event.target.value).length;
						announce(t`${found} found`);
					}}
					onKeyDown={onKeyDown}
				/>
				<kbd className={classes.esc}>Esc</kbd>
			</div>
			<div
				ref={list}
				id={`${id}-list`}
				role="listbox"
				aria-label={t`Pages and actions`}
				className={classes.list}
			>
				{groupBySection(ranked).map(([section, items]) => (
					// biome-ignore lint/a11y/useSemanticElements: options need a group role inside a listbox
					<div key={section} role="group" aria-labelledby={`${id}-s-${section}`}>
						<div id={`${id}-s-${section}`} className={classes.section} role="presentation">
							{sections[section]}
						</div>
						{items.map((item) => (
							// biome-ignore lint/a11y/useKeyWithClickEvents: the input owns the keys of a combobox
							// biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant, the focus stays in the input
							<div
								key={item.action.id}
								id={`${id}-${item.action.id}`}
								role="option"
								aria-selected={item === active}
								className={classes.option}
								onClick={() => run(item.action)}
								onMouseMove={() => setIndex(ranked.indexOf(item))}
							>
								<span className={classes.icon}>{item.action.icon}</span>
								<span className={classes.title}>
									<Marked text={item.action.title} positions={item.positions} />
								</span>
								{item.action.keys ? <KeyCaps keys={item.action.keys} /> : null}
								<CornerDownLeft size={16} className={classes.enter} aria-hidden />
							</div>
						))}
					</div>
				))}
			</div>
			{ranked.length === 0 ? (
				<p className={classes.nothing}>
					<Trans>Nothing matches. Try fewer letters.</Trans>
				</p>
			) : null}
		</dialog>
	);
}

/** Keeps the order of the ranking within and between the sections. */
function groupBySection(ranked: RankedAction[]): [Action['section'], RankedAction[]][] {
	const groups = new Map<Action['section'], RankedAction[]>();
	for (const item of ranked) {
		const group = groups.get(item.action.section) ?? [];
		group.push(item);
		groups.set(item.action.section, group);
	}
	return [...groups];
}

function Marked({ text, positions }: { text: string; positions: number[] }) {
	if (positions.length === 0) return text;
	const hits = new Set(positions);
	const runs: { hit: boolean; from: number; text: string }[] = [];
	for (let i = 0; i < text.length; i++) {
		const hit = hits.has(i);
		const last = runs.at(-1);
		if (last && last.hit === hit) last.text += text[i];
		else runs.push({ hit, from: i, text: text[i] ?? '' });
	}
	return runs.map((run) =>
		run.hit ? (
			<b key={run.from} className={classes.hit}>
				{run.text}
			</b>
		) : (
			run.text
		),
	);
}
