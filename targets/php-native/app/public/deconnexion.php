<?php
require __DIR__ . '/../commun.php';

// Comme dans le manuel de PHP, à session_destroy.
$_SESSION = [];
setcookie(session_name(), '', ['expires' => time() - 42000] + array_diff_key(session_get_cookie_params(), ['lifetime' => 0]));
session_destroy();
header('Location: /', true, 303);
