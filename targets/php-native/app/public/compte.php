<?php
require __DIR__ . '/../commun.php';

if (!isset($_SESSION['utilisateur'])) {
    header('Location: /connexion.php', true, 303);
    exit;
}

entete('Mon compte');
echo '<p>Bonjour ' . e(COMPTES[$_SESSION['utilisateur']]['nom']) . '. Il est ' . date('H:i:s') . '.</p>';
echo '<p>Aucun emprunt en cours.</p>';
pied();
