// What sign-in is called in many languages: data, compiled once. Latin, Greek and Cyrillic words count as whole words
// (a `*` lets a word go on); of others it is enough that they stand there.

type Words = Readonly<Record<string, string>>;

const WORDLIKE = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
const bounded = (word: string): string => {
  const open = word.replaceAll('*', String.raw`\p{L}*`).replaceAll(' ', String.raw`[\s_-]*`);
  return WORDLIKE.test(word) ? String.raw`(?<![\p{L}\p{N}])${open}(?![\p{L}])` : open;
};
/** In Turkish a capital i keeps its dot, which no case folding knows. */
const turkish = (list: string): string => list.replaceAll('i', '[iİ]').replaceAll('ı', '[ıI]');
const compile = (words: Words): RegExp =>
  new RegExp(
    Object.entries(words)
      .flatMap(([language, list]) => list.split('|').map((word) => [language, word] as const))
      .map(([language, word]) => (language === 'tr' ? turkish(bounded(word)) : bounded(word)))
      .join('|'),
    'iu',
  );

export const SIGN_IN = compile({
  en: 'log in|login|sign in|signin|log on|logon|sign on',
  de: 'anmelden|anmeldung|einloggen',
  fr: 'se connecter|me connecter|connexion|connectez vous|s.identifier|identifiez vous',
  es: 'iniciar sesión|inicia sesión|inicio de sesión|acceder|ingresar|identifícate|entrar',
  it: 'accedi|accesso|entra',
  pt: 'iniciar sessão|fazer login|acessar|aceder',
  nl: 'inloggen|aanmelden',
  pl: 'zaloguj*|logowanie|zaloguj się',
  cs: 'přihlásit|přihlášení|přihlásit se|prihlásiť|prihlásenie',
  sv: 'logga in|inloggning',
  da: 'log ind',
  no: 'logg inn|logg på',
  fi: 'kirjaudu|kirjaudu sisään|kirjautuminen',
  tr: 'giriş|giriş yap|oturum aç',
  ru: 'войти|вход|авторизац*',
  uk: 'увійти|вхід|авторизац*',
  hu: 'bejelentkezés|belépés',
  ro: 'autentificare|conectare|conectați vă',
  el: 'σύνδεση|είσοδος',
  vi: 'đăng nhập',
  id: 'masuk',
  zh: '登录|登入|登錄',
  ja: 'ログイン|サインイン',
  ko: '로그인',
  ar: 'تسجيل الدخول|دخول',
  he: 'התחבר|כניסה',
});

export const NEXT = compile({
  en: 'next|continue|proceed',
  de: 'weiter|fortfahren',
  fr: 'suivant|continuer',
  es: 'siguiente|continuar',
  it: 'avanti|continua|prosegui',
  pt: 'próximo|próxima|seguinte|avançar',
  nl: 'volgende|doorgaan|verder',
  pl: 'dalej|kontynuuj|następny',
  cs: 'další|pokračovat|ďalej|pokračovať',
  sv: 'nästa|fortsätt',
  da: 'næste|fortsæt',
  no: 'neste|fortsett',
  fi: 'seuraava|jatka',
  tr: 'ileri|devam|devam et',
  ru: 'далее|продолжить|дальше',
  uk: 'далі|продовжити',
  hu: 'tovább|következő',
  el: 'επόμενο|συνέχεια',
  vi: 'tiếp|tiếp tục',
  zh: '下一步|继续|繼續',
  ja: '次へ|続行|続ける',
  ko: '다음|계속',
  ar: 'التالي|متابعة',
  he: 'המשך|הבא',
});

export const USER_NAME = compile({
  en: 'user|username|user name|user id|userid|login|login name|account|account name|member id|customer number',
  de: 'benutzer*|nutzer*|kennung|anmeldename|kundennummer|konto',
  fr: 'identifiant|utilisateur|nom d.utilisateur|pseudo',
  es: 'usuario|nombre de usuario|cuenta',
  it: 'utente|nome utente',
  pt: 'utilizador|usuário|nome de usuário|conta',
  nl: 'gebruiker*|gebruikersnaam',
  pl: 'użytkownik*|nazwa użytkownika',
  cs: 'uživatel*|používateľ*|přihlašovací jméno',
  sv: 'användarnamn|användare',
  da: 'brugernavn|bruger',
  no: 'brukernavn|bruker',
  fi: 'käyttäjätunnus|käyttäjänimi|käyttäjä|tunnus',
  tr: 'kullanıcı|kullanıcı adı',
  ru: 'имя пользователя|пользовател*|логин|учетная запись',
  uk: 'користувач*|логін|обліковий запис',
  hu: 'felhasználó*',
  ro: 'utilizator|nume de utilizator',
  el: 'χρήστης|χρήστη|όνομα χρήστη',
  vi: 'tên đăng nhập|tài khoản',
  zh: '用户名|用戶名|用户|帐号|账号|帳號|使用者',
  ja: 'ユーザー|アカウント|ログインID',
  ko: '사용자|아이디|계정',
  ar: 'اسم المستخدم|المستخدم',
  he: 'שם משתמש|משתמש',
});

export const E_MAIL = compile({
  en: 'email|e mail|mail|email address',
  fr: 'courriel|adresse mail',
  es: 'correo|correo electrónico',
  pt: 'correio',
  fi: 'sähköposti*',
  sv: 'e post|epost',
  tr: 'e posta|eposta',
  ru: 'почт*|электронная почта',
  uk: 'пошт*|електронна пошта',
  zh: '邮箱|郵箱|电子邮件|電子郵件|邮件',
  ja: 'メール',
  ko: '이메일|메일',
  ar: 'البريد',
  he: 'דוא|אימייל',
});

export const PASSWORD = compile({
  en: 'password|passphrase|pass|pin',
  de: 'passwort|kennwort',
  fr: 'mot de passe',
  es: 'contraseña|clave',
  it: 'parola d.ordine',
  pt: 'senha|palavra passe',
  nl: 'wachtwoord',
  pl: 'hasło',
  cs: 'heslo',
  sv: 'lösenord',
  da: 'adgangskode|kodeord',
  no: 'passord',
  fi: 'salasana',
  tr: 'şifre|parola',
  ru: 'пароль',
  uk: 'пароль',
  hu: 'jelszó',
  ro: 'parolă|parola',
  el: 'κωδικός|συνθηματικό',
  vi: 'mật khẩu',
  zh: '密码|密碼',
  ja: 'パスワード',
  ko: '비밀번호|암호',
  ar: 'كلمة المرور|كلمة السر',
  he: 'סיסמה|סיסמא',
});

/** Opening an account. */
export const REGISTER = compile({
  en: 'register|registration|sign up|signup|join|join now|create account|create an account|create your account|new account|get started',
  de: 'registrier*|konto erstellen|konto anlegen|neu hier',
  fr: 'inscription|s.inscrire|inscrivez vous|créer un compte|créer mon compte',
  es: 'regístrate|registrarse|registro|crear cuenta|crear una cuenta',
  it: 'registrati|registrazione|iscriviti|crea un account|crea account',
  pt: 'registar|registrar|cadastr*|criar conta|inscrev*',
  nl: 'registreren|registreer|account aanmaken|maak een account',
  pl: 'zarejestruj*|rejestracja|załóż konto|utwórz konto',
  cs: 'registr*|zaregistr*|vytvořit účet|vytvoriť účet',
  sv: 'registrera*|skapa konto|bli medlem',
  da: 'opret|opret konto|tilmeld*',
  no: 'registrer*|opprett konto|bli medlem',
  fi: 'rekisteröidy|luo tili|luo tunnus',
  tr: 'kaydol|üye ol|kayıt ol|hesap oluştur',
  ru: 'зарегистр*|регистрац*|создать аккаунт|создать учетную запись',
  uk: 'зареєстр*|реєстрац*|створити обліковий запис',
  hu: 'regisztr*|fiók létrehozása',
  el: 'εγγραφή|δημιουργία λογαριασμού',
  vi: 'đăng ký|tạo tài khoản',
  zh: '注册|註冊|创建账号|創建帳號',
  ja: '新規登録|会員登録|アカウント作成|登録',
  ko: '가입|회원가입|계정 만들기',
  ar: 'إنشاء حساب|سجل الآن|اشترك',
  he: 'הרשמה|צור חשבון',
});

/** Changing, choosing again or having forgotten a password. */
export const OTHER_PASSWORD = compile({
  en: 'new password|change password|change your password|reset|reset password|repeat password|confirm password|set password|forgot*|recover*|lost password',
  de: 'neues passwort|passwort ändern|passwort zurücksetzen|passwort wiederholen|passwort vergessen|kennwort vergessen|vergessen',
  fr: 'nouveau mot de passe|changer le mot de passe|réinitialis*|oublié',
  es: 'nueva contraseña|cambiar contraseña|restablecer|olvid*|recuperar',
  it: 'nuova password|cambia password|reimposta*|dimenticat*|recupera*',
  pt: 'nova senha|nova palavra passe|alterar senha|redefinir|esquec*|recuperar',
  nl: 'nieuw wachtwoord|wachtwoord wijzigen|vergeten|opnieuw instellen',
  pl: 'nowe hasło|zmień hasło|zapomni*|nie pamiętasz|zresetuj|odzyskaj',
  cs: 'nové heslo|změnit heslo|zapom*|obnovit',
  sv: 'nytt lösenord|byt lösenord|glömt|återställ',
  da: 'ny adgangskode|glemt|nulstil',
  no: 'nytt passord|bytt passord|glemt|tilbakestill',
  fi: 'uusi salasana|vaihda salasana|unoht*|unohditko|palauta',
  tr: 'yeni şifre|şifre değiştir|unuttum|sıfırla',
  ru: 'новый пароль|сменить пароль|забыли|восстанов*|сброс*',
  uk: 'новий пароль|змінити пароль|забули|відновити|скинути',
  hu: 'új jelszó|elfelejt*',
  el: 'νέος κωδικός|ξεχάσατε|επαναφορά',
  vi: 'quên mật khẩu|mật khẩu mới',
  zh: '新密码|新密碼|修改密码|忘记|忘記|重置|找回',
  ja: '新しいパスワード|忘れ|再設定|リセット',
  ko: '새 비밀번호|찾기|재설정|잊으',
  ar: 'كلمة مرور جديدة|نسيت|استعادة|إعادة تعيين',
  he: 'סיסמה חדשה|שכחת|איפוס',
});

/** Where people keep what is theirs: what asks a stranger to sign in. */
export const ACCOUNT = compile({
  en: 'account|my account|profile|dashboard|orders|settings|admin|members|portal',
  de: 'konto|mein konto|profil|bestellungen|einstellungen|mitglieder|kundenbereich',
  fr: 'compte|mon compte|profil|commandes|espace client|paramètres',
  es: 'cuenta|mi cuenta|perfil|pedidos|ajustes|panel',
  it: 'profilo|il mio account|ordini|area riservata|impostazioni',
  pt: 'conta|minha conta|perfil|pedidos|encomendas|painel',
  nl: 'mijn account|mijn|profiel|bestellingen|instellingen',
  pl: 'konto|moje konto|profil|zamówienia|panel',
  cs: 'účet|můj účet|profil|objednávky|môj účet',
  sv: 'mitt konto|mina sidor|profil|beställningar',
  da: 'min konto|min side|profil|ordrer',
  no: 'min konto|min side|profil|bestillinger',
  fi: 'oma tili|omat tiedot|profiili|tilaukset',
  tr: 'hesabım|hesap|profil|siparişlerim',
  ru: 'аккаунт|личный кабинет|профиль|заказы',
  uk: 'кабінет|профіль|замовлення',
  zh: '我的|个人中心|個人中心|账户|帳戶',
  ja: 'マイページ|アカウント|プロフィール',
  ko: '마이페이지|내 계정|프로필',
  ar: 'حسابي|الملف الشخصي',
});

/** A code that comes by another way, or of a device. */
export const ONE_TIME_CODE = compile({
  en: 'one time|one time code|verification code|security code|authentication code|authenticator|two factor|two step|2fa|mfa|otp|totp|passcode|6 digit code',
  de: 'bestätigungscode|sicherheitscode|einmalcode|einmalpasswort|zwei faktor*|authentifizierungscode',
  fr: 'code de vérification|code de sécurité|code à usage unique|double authentification|deux facteurs',
  es: 'código de verificación|código de seguridad|código de un solo uso|dos pasos|dos factores',
  it: 'codice di verifica|codice di sicurezza|due fattori',
  pt: 'código de verificação|código de segurança|dois fatores|duas etapas',
  nl: 'verificatiecode|beveiligingscode|eenmalige code|tweestaps*|twee factor*',
  pl: 'kod weryfikacyjny|kod jednorazowy|dwuetapow*|dwuskładnikow*',
  cs: 'ověřovací kód|jednorázový kód|dvoufázov*|overovací kód',
  sv: 'verifieringskod|engångskod|tvåfaktor*|säkerhetskod',
  da: 'bekræftelseskode|engangskode|tofaktor*|totrins*',
  no: 'bekreftelseskode|engangskode|tofaktor*|totrinns*',
  fi: 'vahvistuskoodi|kertakäyttö*|kaksivaihe*|todennuskoodi',
  tr: 'doğrulama kodu|tek kullanımlık|iki adımlı|iki faktörlü',
  ru: 'код подтверждения|одноразов*|двухфакторн*|двухэтапн*',
  uk: 'код підтвердження|одноразов*|двофакторн*|двоетапн*',
  zh: '验证码|驗證碼|动态码|一次性|两步验证|雙重驗證',
  ja: '認証コード|確認コード|ワンタイム|二段階|二要素',
  ko: '인증번호|인증 코드|일회용|2단계',
  ar: 'رمز التحقق|المصادقة الثنائية',
});

/** A riddle that is to keep machines out. */
export const CAPTCHA = compile({
  en: 'captcha|recaptcha|hcaptcha|turnstile|not a robot|are you human|you are human|characters in the image|characters you see|text in the image',
  de: 'kein roboter|zeichen im bild|sicherheitsabfrage|spamschutz',
  fr: 'pas un robot|caractères de l.image',
  es: 'no soy un robot|caracteres de la imagen',
  it: 'non sono un robot|caratteri nell.immagine',
  pt: 'não sou um robô|caracteres da imagem',
  nl: 'geen robot|tekens in de afbeelding',
  pl: 'nie jestem robotem|tekst z obrazka',
  cs: 'nejsem robot|text z obrázku',
  sv: 'inte en robot',
  da: 'ikke en robot',
  no: 'ikke en robot',
  fi: 'en ole robotti',
  tr: 'robot değilim',
  ru: 'не робот|код с картинки|символы с картинки',
  uk: 'не робот|код з картинки',
  zh: '图形验证码|圖形驗證碼|人机验证|不是机器人',
  ja: 'ロボットではありません|画像認証',
  ko: '로봇이 아닙니다|자동입력',
  ar: 'لست روبوت',
});

export const LOCKED = compile({
  en: 'locked|locked out|account is disabled|account has been disabled|account disabled|suspended|deactivated|account is blocked|account has been blocked|temporarily blocked',
  de: 'gesperrt|deaktiviert',
  fr: 'verrouillé|bloqué|désactivé|suspendu',
  es: 'bloquead*|desactivad*|suspendid*',
  it: 'bloccat*|disattivat*|sospes*',
  pt: 'bloquead*|desativad*|suspens*',
  nl: 'geblokkeerd|vergrendeld|uitgeschakeld',
  pl: 'zablokowan*|zawieszon*',
  cs: 'zablokován*|uzamčen*|zablokovan*',
  sv: 'spärrat|låst|spärrad',
  da: 'spærret|låst',
  no: 'sperret|låst',
  fi: 'lukittu|estetty',
  tr: 'kilitlen*|engellen*|askıya alın*',
  ru: 'заблокирован*|отключен*',
  uk: 'заблокован*',
  zh: '锁定|鎖定|已被禁用|冻结|停用',
  ja: 'ロックされ|停止され|無効になって',
  ko: '잠겼|잠금|정지된',
  ar: 'مقفل|محظور|معطل',
});

export const TOO_MANY = compile({
  en: 'too many|rate limit*|try again later|slow down|try again in',
  de: 'zu viele|später erneut|später noch einmal',
  fr: 'trop de|réessayez plus tard|réessayer plus tard',
  es: 'demasiad*|inténtelo más tarde|inténtalo más tarde',
  it: 'troppi|troppe|riprova più tardi',
  pt: 'muitas tentativas|demasiadas tentativas|tente novamente mais tarde|tente mais tarde',
  nl: 'te veel|probeer het later',
  pl: 'zbyt wiele|spróbuj później',
  cs: 'příliš mnoho|zkuste to později',
  sv: 'för många|försök igen senare',
  da: 'for mange|prøv igen senere',
  no: 'for mange|prøv igjen senere',
  fi: 'liian monta|yritä myöhemmin',
  tr: 'çok fazla|daha sonra tekrar',
  ru: 'слишком много|попробуйте позже|повторите позже',
  uk: 'забагато|спробуйте пізніше',
  zh: '次数过多|次數過多|过于频繁|稍后再试|稍後再試',
  ja: '回数|しばらくして|しばらく経って',
  ko: '너무 많|잠시 후|횟수',
  ar: 'محاولات كثيرة|حاول لاحقا',
});

/** A way in by a key that a machine holds. */
export const PASSKEY = compile({
  en: 'passkey|passkeys|security key|webauthn|fido2|face id|touch id|windows hello|biometric*',
  de: 'sicherheitsschlüssel|hauptschlüssel|passkey',
  fr: 'clé de sécurité|clé d.accès',
  es: 'llave de acceso|llave de seguridad|clave de acceso',
  it: 'chiave di accesso|chiave di sicurezza',
  pt: 'chave de acesso|chave de segurança',
  nl: 'toegangssleutel|beveiligingssleutel',
  pl: 'klucz dostępu|klucz bezpieczeństwa',
  cs: 'přístupový klíč|bezpečnostní klíč',
  sv: 'lösennyckel|säkerhetsnyckel',
  da: 'adgangsnøgle|sikkerhedsnøgle',
  no: 'tilgangsnøkkel|sikkerhetsnøkkel',
  fi: 'todentamisavain|suojausavain',
  tr: 'geçiş anahtarı|güvenlik anahtarı',
  ru: 'ключ доступа|ключ безопасности',
  uk: 'ключ доступу|ключ безпеки',
  zh: '通行密钥|通行密鑰|安全密钥',
  ja: 'パスキー|セキュリティキー',
  ko: '패스키|보안 키',
  ar: 'مفتاح المرور|مفتاح الأمان',
});

/** A link that was sent by post is to be opened. */
export const MAILED_LINK = compile({
  en: 'check your email|check your inbox|magic link|sent you a link|sent you an email|emailed you',
  de: 'prüfen sie ihr postfach|link gesendet|link per e mail',
  fr: 'lien magique|consultez votre boîte|lien de connexion',
  es: 'enlace mágico|revisa tu correo|te hemos enviado un enlace',
  it: 'controlla la tua email|link magico',
  pt: 'link mágico|verifique o seu e mail|verifique seu e mail',
  nl: 'controleer je e mail|controleer uw e mail',
  pl: 'sprawdź swoją skrzynkę|link logowania',
  ru: 'проверьте почту|отправили ссылку',
  zh: '查收邮件|登录链接',
  ja: 'メールを確認|リンクを送信',
});

/** Somebody else's account: the way leads away. */
export const ELSEWHERE =
  /(?<!\p{L})(google|facebook|apple|github|gitlab|microsoft|azure|twitter|linkedin|amazon|okta|auth0|saml|sso|oidc|openid|wechat|line|kakao|naver|vk|yandex)(?!\p{L})/iu;

/** Never pressed and never followed, in a name or in an address. */
export const DESTRUCTIVE = new RegExp(
  [
    String.raw`log[-_ ]?out|sign[-_ ]?out|log[-_ ]?off|delete|remove|unsubscribe|destroy|cancel|erase|deactivate|terminate|revoke|reset|purge|wipe`,
    compile({
      de: 'löschen|entfernen|kündigen|abbestellen|abmelden|stornieren|zurücksetzen',
      fr: 'supprimer|effacer|désabonner|résilier|annuler|déconnexion|déconnecter',
      es: 'eliminar|borrar|cancelar|anular|cerrar sesión|darse de baja',
      it: 'elimina|cancella|rimuovi|disiscriviti|annulla|esci|disconnetti',
      pt: 'eliminar|excluir|apagar|remover|cancelar|terminar sessão|sair',
      nl: 'verwijder*|wissen|annuleren|opzeggen|uitloggen|afmelden',
      pl: 'usuń|skasuj|anuluj|wypisz|wyloguj*',
      cs: 'smazat|odstranit|zrušit|odhlásit|zmazať|odstrániť|odhlásiť',
      sv: 'radera|ta bort|avbryt|avsluta|logga ut',
      da: 'slet|fjern|annuller|afmeld|log ud',
      no: 'slett|fjern|avbryt|meld av|logg ut',
      fi: 'poista|peruuta|peru|kirjaudu ulos',
      tr: 'sil|kaldır|iptal|çıkış|oturumu kapat',
      ru: 'удалить|отменить|отписаться|выйти|сбросить',
      uk: 'видалити|скасувати|відписатися|вийти',
      zh: '删除|刪除|取消|注销|註銷|退出|登出',
      ja: '削除|取消|取り消|解約|退会|ログアウト|キャンセル',
      ko: '삭제|취소|탈퇴|로그아웃|해지',
      ar: 'حذف|إلغاء|تسجيل الخروج|إزالة',
    }).source,
  ].join('|'),
  'iu',
);

/** Of an address. */
export const SIGN_IN_ADDRESS =
  /(?:log|sign)[-_]?(?:in|on)(?![a-z])|auth(?!or)|session|connexion|anmeld|acceder|inloggen|logga-?in|entrar/i;

/** What a page calls its yes or no to cookies and the like. */
export const CONSENT = compile({
  en: 'accept|accept all|allow all|agree|i agree|reject all|only necessary|necessary only|decline|got it',
  de: 'akzeptieren|zustimmen|einverstanden|alle annehmen|ablehnen|nur notwendige|nur erforderliche',
  fr: 'accepter|j.accepte|tout accepter|refuser|tout refuser',
  es: 'aceptar|acepto|rechazar|solo necesarias',
  it: 'accetta|accetto|rifiuta|solo necessari',
  pt: 'aceitar|aceito|rejeitar|recusar',
  nl: 'accepteren|akkoord|weigeren|alleen noodzakelijk*',
  pl: 'akceptuj*|zaakceptuj*|zgadzam się|odrzuć',
  cs: 'přijmout|souhlasím|odmítnout|prijať|súhlasím|odmietnuť',
  sv: 'acceptera|godkänn|avvisa',
  da: 'accepter|tillad alle|afvis',
  no: 'godta|avvis',
  fi: 'hyväksy|hylkää',
  tr: 'kabul et|reddet',
  ru: 'принять|согласен|согласна|отклонить',
  uk: 'прийняти|погоджуюсь|відхилити',
  hu: 'elfogadom|elutasítom',
  el: 'αποδοχή|συμφωνώ|απόρριψη',
  vi: 'chấp nhận|đồng ý|từ chối',
  zh: '同意|接受|拒绝|拒絕',
  ja: '同意|許可|拒否',
  ko: '동의|수락|거부',
  ar: 'أوافق|قبول|رفض',
  he: 'מסכים|אישור|דחה',
});

/** What a page is about that asks for it. */
export const ABOUT_CONSENT =
  /cookie|privacy|consent|gdpr|datenschutz|einwillig|confidentialité|privacidad|riservatezza|privacidade|prywatno|soukromí|integritet|gizlilik|конфиденциальн|隐私|隱私|プライバシー|개인정보|쿠키|クッキー/i;
