/** Emoji by the names that people type between colons. */
const names =
	'smile😄 grin😁 joy😂 wink😉 blush😊 heart_eyes😍 thinking🤔 neutral_face😐 sweat_smile😅 sob😭 cry😢 angry😠 rage😡 scream😱 sleeping😴 tired_face😫 relieved😌 sunglasses😎 nerd🤓 shrug🤷 facepalm🤦 wave👋 clap👏 pray🙏 muscle💪 thumbsup👍 +1👍 thumbsdown👎 -1👎 ok_hand👌 point_right👉 eyes👀 brain🧠 heart❤️ broken_heart💔 fire🔥 sparkles✨ star⭐ zap⚡ boom💥 tada🎉 rocket🚀 trophy🏆 medal🏅 gift🎁 bulb💡 bug🐛 wrench🔧 hammer🔨 tools🛠️ gear⚙️ package📦 lock🔒 unlock🔓 key🔑 link🔗 pushpin📌 paperclip📎 memo📝 pencil✏️ book📖 books📚 bookmark🔖 calendar📅 clock🕒 hourglass⏳ alarm⏰ chart📈 chart_down📉 mag🔍 bell🔔 megaphone📣 speech💬 email📧 phone📱 computer💻 keyboard⌨️ database🗄️ cloud☁️ sun☀️ rain🌧️ snow❄️ rainbow🌈 moon🌙 earth🌍 tree🌳 seedling🌱 leaf🍃 tomato🍅 apple🍎 coffee☕ tea🍵 beer🍺 pizza🍕 cake🎂 cookie🍪 cat🐱 dog🐶 whale🐳 snake🐍 crab🦀 gopher🐹 penguin🐧 owl🦉 turtle🐢 run🏃 bike🚴 walk🚶 house🏠 office🏢 car🚗 train🚆 plane✈️ construction🚧 warning⚠️ stop🛑 check✅ white_check_mark✅ x❌ question❓ exclamation❗ plus➕ minus➖ arrow_right➡️ arrow_up⬆️ arrow_down⬇️ recycle♻️ 100💯 music🎵 art🎨 camera📷 movie🎬 game🎮 dice🎲 money💰 bank🏦 hospital🏥 pill💊 health🩺 test_tube🧪 microscope🔬 telescope🔭 robot🤖 ghost👻 alien👽 party🥳';

/** Emoji whose name holds a text: those that begin with it first. */
export function findEmoji(search: string, limit = 10): { name: string; sign: string }[] {
	const wanted = search.toLowerCase();
	const found = names
		.split(' ')
		.map((pair) => {
			const name = /^[\w+-]+/.exec(pair)?.[0] ?? '';
			return { name, sign: pair.slice(name.length) };
		})
		.filter(({ name }) => name.includes(wanted));
	const rank = (name: string) => (name.startsWith(wanted) ? 0 : 1);
	return found.sort((a, b) => rank(a.name) - rank(b.name)).slice(0, limit);
}
