// What a way to sign out may be called, compiled for this suite. What an icon or another language hides is found by where
// it leads. On a running target a wrong press does harm, so doubtful words count only as the whole name.

/** These mean signing out wherever they stand in a name. */
const ANYWHERE = [
  String.raw`(?<!\p{L})(log|sign)[\s-]?out(?!\p{L})`,
  'ausloggen|déconnexion|cerrar sesión|salir de la sesión|terminar sessão|encerrar sessão|uitloggen|logga ut|log ud|logg ut',
  'kirjaudu ulos|wyloguj|kijelentkezés|çıkış yap|oturumu kapat|αποσύνδεση|退出登录|退出登錄|登出|ログアウト|サインアウト|로그아웃',
  'تسجيل الخروج|התנתק|đăng xuất',
].join('|');

/** These may also mean to unsubscribe, to leave, to approve, to close an account. */
const ALONE = [
  String.raw`(log|sign)[\s-]?off|leave session|abmelden|afmelden|((se|me) )?déconnecter|desconectar(se)?|esci|disconnetti(ti)?`,
  'odhlásit( se)?|odhlásiť( sa)?|deconectare|выйти|вийти|изход|注销|keluar',
].join('|');

/** Signs out somebody or something else too. */
const MORE = [
  String.raw`(?<!\p{L})(all|every\p{L}*|others?|devices?|users?|sessions|alle[nrs]?|andere[nrms]?|überall|tou(s|tes)|partout|autres?)(?!\p{L})`,
  String.raw`(?<!\p{L})(tod[oa]s|otr[oa]s|outr[oa]s|tutt[ie]|altr[ie]|ovunque|wszystk\p{L}*|inn\p{L}ch)(?!\p{L})`,
  'gerät|appareil|dispositiv|apparat|urządze|всех|все |других|устройств|所有|全部|其他|其它|设备|設備|裝置|すべて|全ての|他の|端末|デバイス|모든|다른|기기',
].join('|');

/** A name that has this and no known address may be of the account itself. */
const ACCOUNT = 'account|konto|compte|cuenta|conta(?!ct)|аккаунт|账号|帐号|账户|帐户|帳號|帳戶|アカウント|계정';

const whole = (words: string): string => String.raw`[^\p{L}\p{N}]*(?:${words})[^\p{L}\p{N}]*$`;

/** A name by which a way to sign out is known, wherever it leads. */
export const SIGN_OUT = new RegExp(
  `^(?!.*(?:${MORE}|${ACCOUNT}))(?=.{1,60}$)(?:${whole(ALONE)}|.*(?:${ANYWHERE}))`,
  'iu',
);

/** What is not pressed even where it leads to the known address. */
export const SIGNS_OUT_MORE = new RegExp(MORE, 'iu');

/** What answers "are you sure?" in a dialog that speaks of signing out. */
export const YES = new RegExp(
  `^${whole('yes|ok|okay|confirm|continue|ja|bestätigen|oui|confirmer|sí|si|confirmar|sim|conferma|tak|ano|да|确定|確定|はい|예')}`,
  'iu',
);

/** A dialog that asks about this sign-out and no other. */
export const ASKS_TO_SIGN_OUT = new RegExp(`^(?![\\s\\S]*(?:${MORE}))[\\s\\S]*(?:${ANYWHERE}|${ALONE})`, 'iu');
