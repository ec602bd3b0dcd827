import { useLayoutEffect, useRef } from 'react';
import classes from './PlainEditor.module.css';
import type { EditorProps } from './types';

/** A plain field with the same promise: what is typed is kept. It stands in until the editor has arrived. */
export function PlainEditor(props: EditorProps) {
	const field = useRef<HTMLTextAreaElement>(null);
	const first = useRef(props);
	useLayoutEffect(() => {
		const { onReady, autoFocus } = first.current;
		onReady({
			focus: () => field.current?.focus(),
			run: () => false,
			rewrite: (text) => {
				if (field.current) field.current.value = text;
				first.current.onChange(text);
			},
		});
		if (autoFocus && field.current) {
			field.current.focus();
			field.current.setSelectionRange(field.current.value.length, field.current.value.length);
		}
		return () => onReady(null);
	}, []);
	// While it still stands in the page: the editor that takes its place goes on from here.
	useLayoutEffect(() => {
		const textarea = field.current;
		const { caret } = first.current;
		return () => {
			if (!textarea) return;
			const { selectionStart, selectionEnd, selectionDirection } = textarea;
			const back = selectionDirection === 'backward';
			caret.current = {
				anchor: back ? selectionEnd : selectionStart,
				head: back ? selectionStart : selectionEnd,
				focused: textarea === document.activeElement,
			};
		};
	}, []);
	return (
		<textarea
			ref={field}
			className={classes.field}
			aria-label={props.label}
			aria-describedby={props.describedBy}
			aria-invalid={props.invalid || undefined}
			dir="auto"
			placeholder={props.placeholder}
			defaultValue={props.initial}
			onChange={(event) => props.onChange(event.target.value)}
			onKeyDown={(event) => {
				if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
					event.preventDefault();
					props.onSave();
				} else if (event.key === 'Escape') {
					event.preventDefault();
					props.onLeave();
				}
			}}
		/>
	);
}
