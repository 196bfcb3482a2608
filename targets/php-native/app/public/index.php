<?php
require __DIR__ . '/../commun.php';

entete('Bienvenue');
echo '<p>Ouvert du mardi au samedi. <a href="/inscription.php">S’inscrire</a></p>';
pied();
