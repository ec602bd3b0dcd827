import { Trans, useLingui } from '@lingui/react/macro';
import { usePref } from '@/lib/prefs';
import { type Shortcut, useShortcutList } from '@/lib/shortcuts';
import { Dialog } from '@/ui/Dialog';
import { KeyCaps } from '@/ui/KeyCaps';
import classes from './ShortcutsDialog.module.css';
import { closeDialogs } from './store';

/** Every shortcut that works on this page, made from what is registered. */
export default function ShortcutsDialog() {
	const { t } = useLingui();
	const shortcuts = useShortcutList();
	const [single, setSingle] = usePref('singleKeys', 'on');
	return (
		<Dialog open onClose={closeDialogs} title={t`Keyboard shortcuts`} size="lg">
			<div className={classes.groups}>
				{groups(shortcuts).map(([name, items]) => (
					<section key={name} className={classes.group}>
						<h3>{name}</h3>
						<dl className={classes.list}>
							{items.map((shortcut) => (
								<div key={`${shortcut.keys} ${shortcut.label}`} className={classes.row}>
									<dt>{shortcut.label}</dt>
									<dd>
										<KeyCaps keys={shortcut.keys} />
									</dd>
								</div>
							))}
						</dl>
					</section>
				))}
			</div>
			<label className={classes.single}>
				<input
					type="checkbox"
					checked={single === 'on'}
					onChange={(event) => setSingle(event.target.checked ? 'on' : 'off')}
				/>
				<span>
					<Trans>
						Single keys such as n and ? work (switch off if you dictate or use a switch)
					</Trans>
				</span>
			</label>
		</Dialog>
	);
}

/** The shortcuts by heading; the newest registration of the same key hides the older. */
function groups(shortcuts: readonly Shortcut[]): [string, Shortcut[]][] {
	const byGroup = new Map<string, Map<string, Shortcut>>();
	for (const shortcut of shortcuts) {
		const group = byGroup.get(shortcut.group) ?? new Map<string, Shortcut>();
		group.set(`${shortcut.keys} ${shortcut.label}`, shortcut);
		byGroup.set(shortcut.group, group);
	}
	return [...byGroup].map(([name, items]) => [name, [...items.values()]]);
}
