<?php
require __DIR__ . '/../commun.php';

entete('S’inscrire');
?>
<p>Les inscriptions se font au guichet.</p>
<?php
pied();
