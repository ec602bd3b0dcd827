import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { ImageUp, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { RemoveAvatarDocument } from '@/gql/graphql';
import { useGqlMutation } from '@/lib/query';
import { upload } from '@/lib/upload';
import { Avatar } from '@/ui/Avatar';
import { Card } from '@/ui/Card';
import { useErrorText } from '@/ui/ErrorNote';
import { Row, Stack } from '@/ui/Field';
import { Note } from '@/ui/Note';

interface AvatarCardProps {
	profile: { displayName: string; avatarUrl?: string | null };
}

/** The picture of a person: look at it, change it, take it away. */
export function AvatarCard({ profile }: AvatarCardProps) {
	const { t } = useLingui();
	const client = useQueryClient();
	const picker = useRef<HTMLInputElement>(null);
	const remove = useGqlMutation(RemoveAvatarDocument);
	const text = useErrorText();
	const [problem, setProblem] = useState<string>();
	const [busy, setBusy] = useState(false);

	const refresh = () =>
		Promise.all(['Profile', 'Viewer'].map((key) => client.invalidateQueries({ queryKey: [key] })));
	const attempt = async (act: () => Promise<unknown>) => {
		setBusy(true);
		setProblem(undefined);
		try {
			await act();
			await refresh();
		} catch (error) {
			setProblem(text(error));
		} finally {
			setBusy(false);
		}
	};

	return (
		<Card title={t`Picture`}>
			<Stack>
				{' '}
				<Row>
					<Avatar name={profile.displayName} url={profile.avatarUrl} size={72} />
					<input
						ref={picker}
						type="file"
						hidden
						accept="image/png,image/jpeg,image/gif,image/webp"
						aria-label={t`Choose a picture`}
						onChange={(event) => {
							const file = event.target.files?.[0];
							event.target.value = '';
							if (file) void attempt(() => upload('/api/avatar', 'file', [file]));
						}}
					/>
					<Button
						variant="default"
						loading={busy}
						leftSection={<ImageUp size={16} aria-hidden />}
						onClick={() => picker.current?.click()}
					>
						<Trans>Choose a picture</Trans>
					</Button>
					{profile.avatarUrl ? (
						<Button
							variant="subtle"
							color="gray"
							leftSection={<Trash2 size={16} aria-hidden />}
							onClick={() => void attempt(() => remove.mutateAsync({}))}
						>
							<Trans>Remove it</Trans>
						</Button>
					) : null}
				</Row>
				<p>
					<Trans>
						PNG, JPEG, GIF or WebP. Where and when it was taken is removed from the file.
					</Trans>
				</p>
				{problem ? <Note tone="bad">{problem}</Note> : null}
			</Stack>
		</Card>
	);
}
