<?php
// Ce que toutes les pages ont en commun : la session, la langue, le bandeau.
declare(strict_types=1);

const COMPTES = [
    'alice' => ['nom' => 'Alice Archer', 'empreinte' => '$2y$10$HLk1gWtDgX1B8oW0TB3wcuKX7UU.ck/mf1XVR4xWNWiulX5jxyRtu'],
    'bob' => ['nom' => 'Bob Boulanger', 'empreinte' => '$2y$10$jDNyjDu7l6jsJJxMahdwYuV.QeVDslDRBvBz7cEYEFyjkZuj8QQN.'],
];

$https = ($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https';

ini_set('session.use_strict_mode', '1');
session_set_cookie_params(['path' => '/', 'secure' => $https, 'httponly' => true, 'samesite' => 'Lax']);
session_start();

// La langue et l'accord sur les statistiques n'ont rien à voir avec la session.
$langue = in_array($_COOKIE['langue'] ?? '', ['fr', 'en'], true) ? $_COOKIE['langue'] : 'fr';
$options = ['expires' => time() + 365 * 86400, 'path' => '/', 'secure' => $https, 'httponly' => true, 'samesite' => 'Lax'];
setcookie('langue', $langue, $options);
if (!isset($_COOKIE['visite'])) {
    setcookie('visite', bin2hex(random_bytes(8)), $options);
}

function e(string $texte): string
{
    return htmlspecialchars($texte, ENT_QUOTES, 'UTF-8');
}

function jeton(): string
{
    return $_SESSION['jeton'] ??= bin2hex(random_bytes(16));
}

function jeton_valable(): bool
{
    return is_string($_POST['jeton'] ?? null) && hash_equals($_SESSION['jeton'] ?? '', $_POST['jeton']);
}

function entete(string $titre): void
{
    header('Content-Type: text/html; charset=utf-8');
    $lien = isset($_SESSION['utilisateur'])
        ? '<a href="/compte.php">Mon compte</a> <a href="/deconnexion.php">Se déconnecter</a>'
        : '<a href="/connexion.php">Se connecter</a>';
    echo '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>' . e($titre) . ' – Bibliothèque</title></head>';
    echo '<body><nav><a href="/">Bibliothèque</a> ' . $lien . '</nav><main><h1>' . e($titre) . '</h1>';
}

function pied(): void
{
    echo '</main></body></html>';
}
