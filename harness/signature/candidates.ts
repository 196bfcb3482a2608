/**
 * Secrets that everybody knows: our own compilation of what documentation, tutorials, starters and generated code
 * print where a secret belongs. Grouped by where such a value is usually taken from.
 */
export interface KnownGroup {
  /** What kind of value it is, for a report that must not show the value. */
  readonly kind: string;
  readonly texts: readonly string[];
}

const lines = (text: string): readonly string[] => text.split('\n').slice(1, -1);

export const KNOWN: readonly KnownGroup[] = [
  {
    kind: 'the empty string',
    texts: ['', ' ', 'undefined', 'null', 'None', 'nil', 'NaN', 'false', 'true', '[object Object]', '""', "''"],
  },
  {
    kind: 'documentation sample',
    texts: lines(`
keyboard cat
keyboard_cat
keyboard-cat
keyboardcat
Keyboard Cat
keyboard dog
keyboard mouse
shhhh
shhhhh
shhhhhh
shhhhhhh
shhhhh, very secret
shhhhhared-secret
shhhh, very secret
shhhhhhared-secret
secret cat
secret squirrel
a secret
a-secret
my secret
my secret here
my-secret
mysecret
My Secret
some secret
some secret here
some-secret
somesecret
some secret value
some random string
somerandomstring
SomeRandomString
SomeRandomStringWith32Characters
a random string
arandomstring
random string
randomstring
randomString
not-so-secret
notsosecret
not so secret
a very secret string
averysecretstring
a super secret string
super secret string
very secret string
very-secret-string
top secret
top-secret
topsecret
TopSecret
this is a secret
this-is-a-secret
thisisasecret
thisisasecretkey
this is my secret
this is my secret key
thisismysecretkey
this is a very secret secret
this is a long secret
this is the secret
hush
hush hush
hushhush
tobo!
cookiesecret
cookie-secret
cookie secret
session secret
session-secret
session_secret
sessionsecret
sessionSecret
SessionSecret
the secret
the session secret
your secret
your secret here
your-secret
your_secret
yoursecret
your secret key
your-secret-key
your_secret_key
yoursecretkey
yourSecretKey
YourSecretKey
your-256-bit-secret
your-384-bit-secret
your-512-bit-secret
a-string-secret-at-least-256-bits-long
a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long
a-valid-string-secret-that-is-at-least-384-bits-long-which-is-long
qwertyuiopasdfghjklzxcvbnm123456
my-ultra-secure-and-ultra-long-secret
my-secret-key-that-is-long-enough-for-hs256
complex_password_at_least_32_characters_long
complex_password_at_least_32_chars
password_at_least_32_characters_long
a_password_that_is_at_least_32_characters_long
a-secret-with-minimum-length-of-32-characters
a secret with minimum length of 32 characters
a secret which should be at least 32 characters long
a-secret-that-should-be-at-least-32-characters
averylogphrasebiggerthanthirtytwochars
averylongphrasebiggerthanthirtytwochars
there is a secret that is longer than 32 characters
cNaoPYAwF60HZJzkcNaoPYAwF60HZJzk
some-long-secret-string
any-secret-value
s3cr3t
S3CR3T
s3cret
s3cr3tk3y
S3cr3t!
sup3rs3cr3t
5up3r53cr3t
secr3t
n0t-so-s3cr3t
supersecret
super-secret
super_secret
super secret
superSecret
SuperSecret
supersecretkey
super-secret-key
super secret key
super_secret_key
supersecretpassword
verysecret
very-secret
very secret
very_secret
verysecretkey
very-secret-key
ultrasecret
ultra-secret
cats
cat
meow
ilovecats
I love cats
i love nodejs
ilovenodejs
ilovescotchscotchyscotchscotch
ilovescotchyscotch
iloveexpress
ninja
nyan cat
nyancat
grumpycat
unicorn
winter is coming
correct horse battery staple
correcthorsebatterystaple
open sesame
opensesame
abracadabra
hello
hello world
helloworld
Hello World
foobar
foo
bar
foobarbaz
foo bar baz
baz
quux
lorem ipsum
lorem ipsum dolor sit amet
the quick brown fox jumps over the lazy dog
asecret
a_secret
anothersecret
another-secret
another secret
othersecret
new secret
new-secret
old secret
old-secret
old-secret-key
new-secret-key
secret1
secret2
secret-1
secret-2
key1
key2
key-1
key-2
key one
key two
SEKRIT1
SEKRIT2
SEKRIT3
sekret
sekrit
SECRET_KEY
SECRET KEY
not a secret
notasecret
not-a-secret
nothing
whatever
dont tell
dont-tell
donttell
don't tell anyone
do not tell
I am a secret
iamasecret
mellon
`),
  },
  {
    kind: 'starter template',
    texts: lines(`
secret
Secret
SECRET
secretkey
secret-key
secret_key
secret key
secretKey
SecretKey
SECRETKEY
secretsecret
secretsecretsecret
secret123
secret1234
secret12345
secret!
secret_string
secretstring
secret-string
secretvalue
secret-value
secrettoken
secret_token
secret-token
secretpassword
secret_password
secret-phrase
secret-sauce
secretsauce
session
sessions
sessionkey
session-key
session_key
sess_secret
sesssecret
sessid
sid
cookie
cookies
cookiekey
cookie-key
cookie_key
cookie-session
cookie_secret
cookieParser
express
express-session
expressjs
express secret
express-secret
expresssecret
express-session-secret
node
nodejs
nodejs-secret
node-secret
koa
koa-session
koa:sess
some secret hurr
im a newer secret
i like turtle
fastify
hapi
nest
nestjs
next
nextjs
nextauth
next-auth
next-auth-secret
nextauth-secret
nextauth_secret
NEXTAUTH_SECRET
AUTH_SECRET
auth-secret
authsecret
auth_secret
better-auth-secret
better-auth-secret-123456789
better-auth-secret-12345678901234567890
remix
remix-secret
r3m1xr0ck5
s3cret1
react-router
sveltekit
nuxt
nuxt-session-secret
adonis
sails
keystone
strapi
tobemodified
toBeModified
toBeModified1,toBeModified2
payload
payload-secret
directus
255d861b-5ea1-5996-9aa3-922530ec40b1
6116487b-cda1-52c2-b5b5-c8022c45e263
medusa
ghost
laravel
flask
flask-secret
flask-secret-key
django
django-insecure
django-insecure-key
django-insecure-secret-key
django-insecure-change-me
django-insecure-change-this-in-production
rails
rails-secret
fastapi
fastapi-secret
starlette
spring
springboot
golang
gin
gorilla
something-very-secret
something very secret
something secret
somethingsecret
something-secret
echo
fiber
dev
devsecret
dev-secret
dev_secret
dev secret
dev key
dev-key
devkey
development
development secret
development-secret
developmentsecret
development_secret
development key
development-key
test
tests
testing
test-secret
test_secret
testsecret
test secret
test-secret-key
test-session-secret
test-jwt-secret
testkey
test-key
test_key
test123
test1234
local
localhost
local-secret
local-dev-secret
localdevsecret
staging
staging-secret
production
production-secret
prod-secret
prod
demo
demo-secret
demosecret
demo-secret-key
demokey
example
example-secret
examplesecret
example-key
example-secret-key
example key 1234
sample
sample-secret
sample-key
dummy
dummy-secret
dummysecret
dummy_secret
dummy-key
default
default-secret
defaultsecret
default_secret
default-secret-key
default-key
default-session-secret
default_secret_key
defaultsecretkey
default-secret-change-me
default-dev-secret
fallback
fallback-secret
fallback_secret
fallbacksecret
fallback-secret-key
fallback-session-secret
fallback-secret-for-development
fallback-dev-secret
fallback-jwt-secret
insecure
insecure-secret
insecure-dev-secret
insecure-default
insecure-default-secret
insecure-development-secret
insecure_default_secret
unsafe
unsafe-secret
unsafe-dev-secret
jwt
jwtsecret
jwt-secret
jwt_secret
jwtSecret
JWT_SECRET
jwt secret
jwtkey
jwt-key
jwt_key
jwt_secret_key
jwt-secret-key
jwtSecretKey
jwtPrivateKey
jwt_private_key
JWTSecretKey
JWT_SECRET_KEY
JWT_SUPER_SECRET
JwtSecretKey
my-jwt-secret
myjwtsecret
myJwtSecret
my_jwt_secret
mytokensecret
tokensecret
token-secret
token_secret
token
access
access-secret
access-token-secret
access_token_secret
ACCESS_TOKEN_SECRET
refresh
refresh-secret
refresh-token-secret
refresh_token_secret
REFRESH_TOKEN_SECRET
signing-key
signingkey
signing_key
signing-secret
sign
signature
hmac
hmac-secret
hs256-secret
private
privatekey
private-key
private_key
privateKey
PrivateKey
mypersonalsecret
mysecretkey
my-secret-key
my_secret_key
my secret key
mySecretKey
MySecretKey
MySuperSecretKey
my-super-secret-key
mysupersecretkey
my_super_secret_key
mysupersecret
my-super-secret
my_super_secret
mysecretpassword
mysecrettoken
mysessionsecret
my-session-secret
my_session_secret
mySessionSecret
mycookiesecret
mykey
my-key
my_key
myapp
my-app
myapp-secret
my-app-secret
app
appsecret
app-secret
app_secret
app-key
application
api
api-secret
apisecret
apikey
api-key
server
server-secret
backend
backend-secret
web
website
admin
admin123
administrator
root
toor
user
guest
login
auth
authkey
auth-key
authentication
passport
passport-secret
passport-local
password
Password
PASSWORD
password1
password12
password123
Password123
password1234
Password1
Password1!
passw0rd
P@ssw0rd
p@ssw0rd
p@ssword
P@ssword1
pass
pass123
passphrase
letmein
letmein123
welcome
welcome1
welcome123
changeme
change-me
change_me
change me
changeMe
ChangeMe
CHANGEME
CHANGE_ME
CHANGE-ME
Change me
changeme!
ChangeMe!
changeme1
changeme123
changeit
change-it
change_it
changethis
change-this
change_this
change this
changethissecret
change-this-secret
change_this_secret
change this secret
changethiskey
replaceme
replace-me
replace_me
REPLACEME
REPLACE_ME
replace this
replace-this
fixme
FIXME
todo
TODO
todo-change-me
xxx
XXX
xxxx
xyz
abc
abcd
abcdef
abc123
abcd1234
abcdefg
abcdefgh
abcdefghijklmnopqrstuvwxyz
abcdefghijklmnopqrstuvwxyz123456
abcdefghijklmnopqrstuvwxyz0123456789
ABCDEFGHIJKLMNOPQRSTUVWXYZ
ABCDEFGHIJKLMNOPQRSTUVWXYZ123456
qwerty
qwerty123
qwertyuiop
asdf
asdfasdf
asdfgh
asdfghjkl
zxcvbnm
iloveyou
monkey
dragon
master
sunshine
princess
football
batman
superman
starwars
trustno1
0
1
12
123
1234
12345
123456
1234567
12345678
123456789
1234567890
12345678901234567890123456789012
01234567890123456789012345678901
0123456789abcdef0123456789abcdef
0123456789abcdef
00000000-0000-0000-0000-000000000000
000000
111111
112233
123123
123321
123qwe
1q2w3e4r
1q2w3e4r5t
1qaz2wsx
654321
666666
87654321
987654321
deadbeef
DEADBEEF
deadbeefdeadbeefdeadbeefdeadbeef
cafebabe
0xdeadbeef
UNSECURE_SECRET
UNSAFE_SECRET
INSECURE_SECRET
SESSION_SECRET
SESSION_KEY
COOKIE_SECRET
COOKIE_KEY
APP_SECRET
APP_KEY
TOKEN_SECRET
secret_key_base
SECRET_KEY_BASE
base64:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
`),
  },
  {
    kind: 'generated code',
    texts: lines(`
your-super-secret-key
your-super-secret-key-here
your-super-secret-jwt-key
your-super-secret-jwt-key-change-this-in-production
your-super-secret-jwt-key-change-in-production
your-super-secret-jwt-token-with-at-least-32-characters-long
super-secret-jwt-token-with-at-least-32-characters-long
your-super-secret-session-key
your-super-secret-session-key-change-in-production
your-super-secure-secret-key
your-strong-secret-key
your-very-strong-secret-key
your-very-secure-secret-key
your-very-secret-key
your-secret-key-here
your-secret-key-change-in-production
your-secret-key-change-this-in-production
your-secret-key-change-me-in-production
your-secret-key-min-32-characters-long
your-secret-key-at-least-32-characters-long
your-session-secret
your-session-secret-here
your-session-secret-change-in-production
your-session-secret-key
your-session-secret-min-32-chars
your_session_secret
your_session_secret_here
your-cookie-secret
your-jwt-secret
your-jwt-secret-here
your-jwt-secret-key
your_jwt_secret
your_jwt_secret_here
your_jwt_secret_key
your_jwt_secret_key_here
your_super_secret_key
your_super_secret_key_here
your_super_secret_jwt_key
your_very_secure_secret_key
your-nextauth-secret
your-nextauth-secret-here
your-better-auth-secret
your-256-bit-secret-key
your-32-character-secret-key-here
your-32-character-secret
your-32-character-ultra-secure-and-ultra-long-secret
your-random-secret
your-random-secret-key
your-long-random-secret
your-long-random-string
a-very-long-random-string
a-very-long-and-random-string
a-long-random-string
a-strong-secret-key
a-very-strong-secret-key
a-very-secure-secret
a-very-secret-key
a-super-secret-key
aVeryStrongSecretKey
aVeryLongSecretKey
aVerySecureSecretKey
aStrongSecretKey
a_very_secret_key
super-secret-session-key
super-secret-session-key-change-in-production
super-secret-key-change-in-production
super-secret-key-change-me
super-secret-dev-key
super-secret-jwt-key
super_secret_jwt_key
super_secret_session_key
supersecretjwtkey
supersecretsessionkey
session-secret-key
session_secret_key
session-secret-change-me
session-secret-change-in-production
session-secret-for-development
dev-session-secret
dev-session-secret-change-me
dev-session-secret-change-in-production
dev-secret-key
dev-secret-change-me
dev-secret-change-in-production
dev-secret-do-not-use-in-production
dev-secret-not-for-production
dev-only-secret
dev-only-secret-do-not-use-in-production
dev-jwt-secret
dev-jwt-secret-change-in-production
development-secret-key
development-secret-change-in-production
development-only-secret
development-session-secret
development-jwt-secret
development-secret-do-not-use-in-production
insecure-dev-secret-change-me
change-me-in-production
change-this-in-production
change_me_in_production
change_this_in_production
changeme-in-production
please-change-me
please_change_me
please-change-this
please-change-this-secret
please-change-in-production
PLEASE_CHANGE_ME
change-this-to-a-random-secret
change-this-to-a-random-string
change-this-to-a-secure-random-string
change-this-to-a-long-random-string
change_this_to_a_random_string
replace-with-a-random-secret
replace-with-a-secure-random-string
replace-with-a-strong-secret
replace-with-your-secret
replace-with-random-string
replace-this-with-a-secure-secret
replace_with_a_long_random_string
generate-a-random-secret
generate-a-secure-random-string
generate-a-strong-secret-here
generate-with-openssl-rand-base64-32
generate_a_random_string_here
openssl rand -base64 32
openssl rand -hex 32
use-openssl-rand-base64-32
insert-your-secret-here
insert-secret-here
put-your-secret-here
put_your_secret_here
enter-your-secret-here
add-your-secret-here
secret-goes-here
secret-here
placeholder
placeholder-secret
placeholder_secret
placeholder-secret-key
temporary-secret
temp-secret
temp-secret-key
temporary-secret-key
not-a-real-secret
not-secret
not-for-production
do-not-use-in-production
mock-secret
fake-secret
some-super-secret-key
some-secret-key
some_secret_key
random-secret
random-secret-key
long-random-string
strong-secret
strong-secret-key
strong_secret_key
strongsecret
SuperSecretKey123
SuperSecretKey123!
SuperSecretKey!
MySecretKey123
MySecretKey12345
ThisIsASecretKey
ThisIsASecretKey123
ThisIsMySecretKey
ThisIsAVerySecretKey
thisisaverysecretkey
this-is-a-very-secret-key
this-is-a-super-secret-key
this_is_a_secret_key
this-is-a-secret-key
this-is-my-secret-key
this-is-a-secret-key-for-development
this-is-a-development-secret
this-should-be-a-long-random-string
this-should-be-changed
this-should-be-in-an-env-file
this should be in an environment variable
use-a-strong-secret-here
use-a-real-secret-in-production
use-env-variable-in-production
`),
  },
  {
    kind: 'sample printed in a discussion of session secrets',
    texts: lines(`
This is my funky secret oh my god it has ninja turtles
I didn't think I needed a secret, but some rando on Stackoverflow told me Express needed one so here we are
aVeryStrongSecretKeyThatShouldBeAtLeast32CharactersLong
`),
  },
];
