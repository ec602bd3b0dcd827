import { useLingui } from '@lingui/react/macro';
import {
	Bold,
	Code,
	Heading,
	Italic,
	Link2,
	List,
	ListOrdered,
	ListTodo,
	type LucideIcon,
	Strikethrough,
	TextQuote,
} from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { keyCaps } from '@/lib/keys';
import classes from './Toolbar.module.css';
import type { EditorCommand } from './types';

interface Tool {
	command: EditorCommand;
	label: string;
	icon: LucideIcon;
	keys?: string;
}

/** The acts of the editor with their names, in the order of the toolbar. */
export function useTools(): Tool[] {
	const { t } = useLingui();
	return [
		{ command: 'bold', label: t`Bold`, icon: Bold, keys: 'mod+b' },
		{ command: 'italic', label: t`Italic`, icon: Italic, keys: 'mod+i' },
		{ command: 'strike', label: t`Strike through`, icon: Strikethrough, keys: 'mod+shift+x' },
		{ command: 'heading', label: t`Heading`, icon: Heading, keys: 'mod+alt+1' },
		{ command: 'link', label: t`Link`, icon: Link2, keys: 'mod+k' },
		{ command: 'bullet', label: t`Bulleted list`, icon: List, keys: 'mod+shift+8' },
		{ command: 'ordered', label: t`Numbered list`, icon: ListOrdered, keys: 'mod+shift+7' },
		{ command: 'task', label: t`Task list`, icon: ListTodo, keys: 'mod+shift+9' },
		{ command: 'quote', label: t`Quote`, icon: TextQuote, keys: 'mod+shift+.' },
		{ command: 'code', label: t`Code`, icon: Code, keys: 'mod+e' },
	];
}

interface ToolbarProps {
	onCommand: (command: EditorCommand) => void;
	disabled?: boolean;
}

/** Buttons for people who know no Markdown. One stop for Tab; the arrows move within. */
export function Toolbar({ onCommand, disabled = false }: ToolbarProps) {
	const { t } = useLingui();
	const tools = useTools();
	const [current, setCurrent] = useState(0);
	const bar = useRef<HTMLDivElement>(null);

	const move = (event: KeyboardEvent<HTMLDivElement>) => {
		const rtl = getComputedStyle(event.currentTarget).direction === 'rtl';
		const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
		let next: number | undefined;
		if (step) next = (current + step + tools.length) % tools.length;
		if (event.key === 'Home') next = 0;
		if (event.key === 'End') next = tools.length - 1;
		if (next === undefined) return;
		event.preventDefault();
		setCurrent(next);
		bar.current?.querySelectorAll<HTMLButtonElement>('button')[next]?.focus();
	};

	return (
		<div ref={bar} role="toolbar" aria-label={t`Format`} className={classes.bar} onKeyDown={move}>
			{tools.map((tool, index) => (
				<button
					key={tool.command}
					type="button"
					className={classes.tool}
					aria-label={tool.label}
					title={
						tool.keys ? `${tool.label} (${keyCaps(tool.keys)[0]?.join('+') ?? ''})` : tool.label
					}
					tabIndex={index === current ? 0 : -1}
					disabled={disabled}
					onFocus={() => setCurrent(index)}
					// The selection in the text must not be lost by pressing a button.
					onMouseDown={(event) => event.preventDefault()}
					onClick={() => onCommand(tool.command)}
				>
					<tool.icon size={19} aria-hidden />
				</button>
			))}
		</div>
	);
}
