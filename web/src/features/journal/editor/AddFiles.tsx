import { useLingui } from '@lingui/react/macro';
import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import classes from './Toolbar.module.css';

interface AddFilesProps {
	onFiles: (files: readonly File[]) => void;
	disabled: boolean;
}

/** Chooses files for the text, for those who neither paste nor drop. */
export function AddFiles({ onFiles, disabled }: AddFilesProps) {
	const { t } = useLingui();
	const picker = useRef<HTMLInputElement>(null);
	return (
		<>
			<input
				ref={picker}
				type="file"
				multiple
				hidden
				aria-label={t`Choose files`}
				onChange={(event) => {
					const files = [...(event.target.files ?? [])];
					event.target.value = '';
					if (files.length > 0) onFiles(files);
				}}
			/>
			<button
				type="button"
				className={classes.tool}
				aria-label={t`Add files`}
				title={t`Add files`}
				disabled={disabled}
				onMouseDown={(event) => event.preventDefault()}
				onClick={() => picker.current?.click()}
			>
				<Paperclip size={19} aria-hidden />
			</button>
		</>
	);
}
