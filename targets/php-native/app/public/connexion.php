<?php
require __DIR__ . '/../commun.php';

$erreur = null;
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $identifiant = (string) ($_POST['identifiant'] ?? '');
    $compte = COMPTES[$identifiant] ?? null;
    // Une empreinte de personne, pour qu'un nom inconnu prenne autant de temps.
    $empreinte = $compte['empreinte'] ?? COMPTES['alice']['empreinte'];
    if (!jeton_valable()) {
        $erreur = 'Le formulaire a expiré.';
    } elseif (password_verify((string) ($_POST['mdp'] ?? ''), $empreinte) && $compte !== null) {
        session_regenerate_id(true);
        $_SESSION = ['utilisateur' => $identifiant];
        header('Location: /compte.php', true, 303);
        exit;
    } else {
        $erreur = 'Identifiant ou mot de passe incorrect.';
    }
}

entete('Connexion');
if ($erreur !== null) {
    echo '<p role="alert">' . e($erreur) . '</p>';
}
?>
<form method="post">
  <input type="hidden" name="jeton" value="<?= e(jeton()) ?>">
  <p><label for="identifiant">Identifiant</label> <input type="text" id="identifiant" name="identifiant" required></p>
  <p><label for="mdp">Mot de passe</label> <input type="password" id="mdp" name="mdp" required></p>
  <p><input type="submit" value="Se connecter"></p>
</form>
<?php
pied();
