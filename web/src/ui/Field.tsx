import { type ComponentProps, type ReactNode, useId } from 'react';
import classes from './Field.module.css';

interface FieldText {
	label: string;
	/** Says what is expected, before anything is wrong. */
	hint?: ReactNode | undefined;
	/** Says what to mend. */
	problem?: string | undefined;
}

/** The words around a control, tied to it for screen readers. */
function Frame({
	id,
	label,
	hint,
	problem,
	children,
}: FieldText & { id: string; children: ReactNode }) {
	return (
		<div className={classes.field}>
			<label className={classes.label} htmlFor={id}>
				{label}
			</label>
			{children}
			{hint ? (
				<span className={classes.hint} id={`${id}-hint`}>
					{hint}
				</span>
			) : null}
			{problem ? (
				<span className={classes.problem} id={`${id}-problem`} role="alert">
					{problem}
				</span>
			) : null}
		</div>
	);
}

function described(id: string, { hint, problem }: Pick<FieldText, 'hint' | 'problem'>) {
	const ids = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ');
	return { 'aria-describedby': ids || undefined, 'aria-invalid': problem ? true : undefined };
}

/** One line of text. */
export function TextField({
	label,
	hint,
	problem,
	...input
}: FieldText & Omit<ComponentProps<'input'>, 'id' | 'className'>) {
	const id = useId();
	return (
		<Frame id={id} label={label} hint={hint} problem={problem}>
			<input id={id} className={classes.input} {...described(id, { hint, problem })} {...input} />
		</Frame>
	);
}

/** Several lines of text. */
export function TextAreaField({
	label,
	hint,
	problem,
	...input
}: FieldText & Omit<ComponentProps<'textarea'>, 'id' | 'className'>) {
	const id = useId();
	return (
		<Frame id={id} label={label} hint={hint} problem={problem}>
			<textarea
				id={id}
				className={classes.input}
				{...described(id, { hint, problem })}
				{...input}
			/>
		</Frame>
	);
}

/** One of a list, with the browser's own picker: it works on every device and for every reader. */
export function SelectField({
	label,
	hint,
	problem,
	children,
	...input
}: FieldText & Omit<ComponentProps<'select'>, 'id' | 'className'>) {
	const id = useId();
	return (
		<Frame id={id} label={label} hint={hint} problem={problem}>
			<select id={id} className={classes.input} {...described(id, { hint, problem })} {...input}>
				{children}
			</select>
		</Frame>
	);
}

/** Yes or no. */
export function CheckField({
	label,
	hint,
	...input
}: Pick<FieldText, 'label' | 'hint'> & Omit<ComponentProps<'input'>, 'id' | 'className' | 'type'>) {
	const id = useId();
	return (
		<label className={classes.check} htmlFor={id}>
			<input
				id={id}
				type="checkbox"
				aria-describedby={hint ? `${id}-hint` : undefined}
				{...input}
			/>
			<span>{label}</span>
			{hint ? (
				<span className={classes.hint} id={`${id}-hint`}>
					{hint}
				</span>
			) : null}
		</label>
	);
}

/** A form that never leaves the page: fields under each other, with room to breathe. */
export function Form({
	onSubmit,
	children,
	label,
}: {
	onSubmit: () => void;
	children: ReactNode;
	label?: string;
}) {
	return (
		<form
			className={classes.form}
			aria-label={label}
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				// React lets the submit of a dialog's form bubble up to the form that opened it.
				if (event.target === event.currentTarget) onSubmit();
			}}
		>
			{children}
		</form>
	);
}

/** Paragraphs, fields and buttons under each other, with the room of a form. */
export function Stack({ children }: { children: ReactNode }) {
	return <div className={classes.stack}>{children}</div>;
}

/** Buttons side by side. */
export function Row({ children }: { children: ReactNode }) {
	return <div className={classes.row}>{children}</div>;
}

/** Two fields beside each other where there is room. */
export function Pair({ children }: { children: ReactNode }) {
	return <div className={classes.pair}>{children}</div>;
}
