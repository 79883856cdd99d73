BeforeDiscovery {
    $binaries = @(($env:PATH -split [IO.Path]::PathSeparator) + (Get-Item /usr/lib/postgresql/*/bin -ErrorAction Ignore).FullName) | Where-Object { $_ -and (Test-Path "$_/initdb") -and (Test-Path "$_/postgres") } | Select-Object -First 1
    $reason = if (-not $binaries) { 'no PostgreSQL server on this machine' } elseif ([Environment]::UserName -eq 'root' -and -not (Select-String '^postgres:' /etc/passwd -Quiet)) { 'PostgreSQL does not run as root, and there is no user postgres' }
    if ($reason) { Write-Warning "The ledger in PostgreSQL is not tried on the engine: $reason." }
}

Describe 'A ledger in PostgreSQL' -Skip:([bool] $reason) -ForEach @{ Binaries = $binaries } {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        New-LeadFile "$TestDrive/leads.csv" 40

        # A server of its own, on 127.0.0.1 and a free port, without TLS: the module asks for none on this machine.
        $folder = (New-Item -ItemType Directory "/tmp/ec-postgres-$([guid]::NewGuid().ToString('N'))").FullName
        $asServer = @(if ([Environment]::UserName -eq 'root') { chown postgres $folder; 'setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--clear-groups' } else { 'env' })
        $plain = 'ledger of the tests'
        $plain | Set-Content "$folder/password" -NoNewline
        chmod 644 "$folder/password"
        $before, $rest = $asServer
        & $before @rest "$Binaries/initdb" -D "$folder/data" -U ledger -A scram-sha-256 --pwfile "$folder/password" -E UTF8 --locale=C | Out-Null
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $server = Start-Process $before -ArgumentList (@($rest) + "$Binaries/postgres", '-D', "$folder/data", '-p', $port, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=' | Where-Object { $_ }) -PassThru -RedirectStandardError "$folder.log" -RedirectStandardOutput "$folder.out"
        for ($i = 0; $i -lt 600 -and -not (Select-String 'ready to accept connections' "$folder.log" -Quiet); $i++) { Start-Sleep -Milliseconds 100 }

        $connection = "Host=127.0.0.1;Port=$port;Database=postgres;Username=ledger"
        $uri = "postgres://ledger@127.0.0.1:$port/postgres"
        $credential = [pscredential]::new('ledger', (ConvertTo-SecureString $plain -AsPlainText -Force))
    }
    AfterAll {
        if ($server) { kill -INT $server.Id; $server.WaitForExit() }
        Remove-Item $folder, "$folder.log", "$folder.out" -Recurse -Force
        Disconnect-ConversionAccount
    }

    It 'is looked into by connection string and by URI, with a password as SecureString or credential' {
        (Test-ConversionLedger -Ledger $connection -LedgerPassword $credential.Password).Condition | Should -Be 'Missing'
        (Test-ConversionLedger -Ledger $uri -LedgerPassword $credential).Condition | Should -Be 'Missing'
        Get-ConversionUpload -Ledger $uri -LedgerPassword $credential | Should -BeNullOrEmpty
        (Remove-ConversionUpload -OlderThanDays 0 -Ledger $uri -LedgerPassword $credential -Confirm:$false).Uploads | Should -Be 0
    }

    It 'refuses a wrong password without repeating it' {
        $wrong = ConvertTo-SecureString 'a wrong one' -AsPlainText -Force
        $shown = Get-Everything { Get-ConversionUpload -Ledger $uri -LedgerPassword $wrong -ErrorVariable script:errors -Verbose }
        $script:errors[0].FullyQualifiedErrorId | Should -BeLike 'LedgerSignInRefused,*'
        $shown | Should -Not -Match 'a wrong one'
    }

    It 'says that the server offers no TLS when TLS is asked for' {
        Get-ConversionUpload -Ledger "$connection;SSL Mode=VerifyFull" -LedgerPassword $credential -ErrorAction SilentlyContinue -ErrorVariable errors | Should -BeNullOrEmpty
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'LedgerNotTrusted,*'
    }
}
