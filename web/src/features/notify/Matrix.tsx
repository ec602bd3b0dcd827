import { Trans, useLingui } from '@lingui/react/macro';
import { ProblemList } from '@/features/settings/public';
import {
	type NotificationChannel,
	type NotificationChoicesFragment,
	type NotificationFrequency,
	SetNotificationPreferenceDocument,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { SelectField } from '@/ui/Field';
import classes from './Matrix.module.css';
import { useSaveChoices } from './useChoices';

type Category = NotificationChoicesFragment['categories'][number];

/** One block for each kind of notice, with a choice for each way on which it can come. */
export function Matrix({ settings }: { settings: NotificationChoicesFragment }) {
	const { save, problems } = useSaveChoices('frequency', 'category');
	const choose = (category: string, channel: NotificationChannel, frequency: string) =>
		void save(
			async () =>
				(
					await request(SetNotificationPreferenceDocument, {
						input: { category, channel, frequency: frequency as NotificationFrequency },
					})
				).setNotificationPreference,
		);
	return (
		<>
			{settings.sendsMail ? null : (
				<p>
					<Trans>This instance sends no mail, so mail is not among the choices.</Trans>
				</p>
			)}
			<ProblemList problems={problems} />
			<div>
				{settings.categories.map((category) => (
					<CategoryChoices
						key={category.key}
						category={category}
						onChoose={(channel, frequency) => choose(category.key, channel, frequency)}
					/>
				))}
			</div>
		</>
	);
}

function CategoryChoices({
	category,
	onChoose,
}: {
	category: Category;
	onChoose: (channel: NotificationChannel, frequency: string) => void;
}) {
	const { t } = useLingui();
	const channels: Record<NotificationChannel, string> = {
		INBOX: t`Inbox`,
		MAIL: t`Mail`,
		PUSH: t`Push`,
	};
	const frequencies: Record<NotificationFrequency, string> = {
		OFF: t`Off`,
		AT_ONCE: t`At once`,
		DAILY: t`In the daily digest`,
		WEEKLY: t`In the weekly digest`,
	};
	return (
		<div className={classes.category}>
			<fieldset className="plain">
				<legend>{category.name}</legend>
				<p className={classes.about}>{category.about}</p>
				<div className={classes.cells}>
					{category.channels.map(({ channel, frequency, choices }) =>
						choices.length === 1 ? (
							<p key={channel} className={classes.fixed}>
								<span>{channels[channel]}</span>
								<strong>
									<Trans>Always</Trans>
								</strong>
							</p>
						) : (
							<SelectField
								key={channel}
								label={channels[channel]}
								value={frequency}
								onChange={(event) => onChoose(channel, event.target.value)}
							>
								{choices.map((choice) => (
									<option key={choice} value={choice}>
										{frequencies[choice]}
									</option>
								))}
							</SelectField>
						),
					)}
				</div>
			</fieldset>
		</div>
	);
}
