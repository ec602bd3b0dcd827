import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import classes from './Toaster.module.css';
import { closeToast, holdToast, useToasts } from './toasts';

/** Shows the toasts. The shell renders it once. */
export function Toaster() {
	const toasts = useToasts();
	const { t } = useLingui();
	return (
		<section className={classes.region} aria-label={t`Messages`}>
			<div aria-live="polite">
				{toasts.map((toast) => (
					// biome-ignore lint/a11y/noStaticElementInteractions: pointing at a message only stops its clock
					<div
						key={toast.id}
						className={classes.toast}
						data-tone={toast.tone}
						onMouseEnter={() => holdToast(toast.id, true)}
						onMouseLeave={() => holdToast(toast.id, false)}
						onFocus={() => holdToast(toast.id, true)}
						onBlur={() => holdToast(toast.id, false)}
					>
						<span className={classes.text}>{toast.message}</span>
						{toast.action ? (
							<button
								type="button"
								className={classes.action}
								onClick={() => {
									toast.action?.run();
									closeToast(toast.id);
								}}
							>
								{toast.action.label}
							</button>
						) : null}
						<button
							type="button"
							className={classes.close}
							aria-label={t`Close this message`}
							onClick={() => closeToast(toast.id)}
						>
							<X size={16} aria-hidden />
						</button>
					</div>
				))}
			</div>
		</section>
	);
}
