import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import classes from './Dialog.module.css';

interface DialogProps {
	open: boolean;
	/** Called when the person wants it closed: Esc, the cross, or a click beside it. */
	onClose: () => void;
	title: string;
	/** False keeps the dialog open until one of its own buttons decides. */
	dismissible?: boolean;
	size?: 'sm' | 'md' | 'lg';
	children: ReactNode;
}

/** A modal dialog of the browser itself: it traps the focus and gives it back. */
export function Dialog({
	open,
	onClose,
	title,
	dismissible = true,
	size = 'md',
	children,
}: DialogProps) {
	const ref = useRef<HTMLDialogElement>(null);
	const id = useId();
	const { t } = useLingui();
	useEffect(() => {
		const dialog = ref.current;
		if (!dialog) return;
		if (open && !dialog.open) dialog.showModal();
		if (!open && dialog.open) dialog.close();
	}, [open]);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the click only means "beside the dialog"; Esc does the same
		<dialog
			ref={ref}
			className={classes.dialog}
			data-size={size}
			aria-labelledby={id}
			onCancel={(event) => {
				event.preventDefault();
				if (dismissible) onClose();
			}}
			onClose={onClose}
			onClick={(event) => {
				if (dismissible && event.target === ref.current) onClose();
			}}
		>
			{open ? (
				<div className={classes.body}>
					<div className={classes.head}>
						<h2 id={id}>{title}</h2>
						{dismissible ? (
							<ActionIcon
								variant="subtle"
								color="gray"
								size="lg"
								aria-label={t`Close`}
								onClick={onClose}
							>
								<X size={18} aria-hidden />
							</ActionIcon>
						) : null}
					</div>
					{children}
				</div>
			) : null}
		</dialog>
	);
}
