BeforeAll {
    . $PSScriptRoot/Setup.ps1
}

Describe 'Microsoft Advertising' {
    BeforeEach {
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $account = Connect-TestSandbox $state -Network MicrosoftAdvertising
    }
    AfterEach { Disconnect-ConversionAccount }

    It 'Test-ConversionAccount gives one line a check' {
        $checks = Test-ConversionAccount
        $checks.Name | Should -Be 'SignIn', 'DeveloperToken', 'Clock', 'Account', 'ConversionGoals', 'EnhancedConversions', 'GoalAge', 'AutoTagging'
        $checks.State | Should -Not -BeIn 'Failed', 'Warning'
    }

    It 'Set-ConversionAction changes what is named and nothing else' {
        $before = Get-ConversionAction -Name 'Signed contract'
        $before | Set-ConversionAction -ClickThroughWindowDays 7 -Confirm:$false
        $after = Get-ConversionAction -Name 'Signed contract'
        $after.ClickThroughWindowDays | Should -Be 7
        $after.Category | Should -Be $before.Category
        $after.EnhancedConversions | Should -BeTrue
    }

    It 'Remove-ConversionAction pauses the goal, which cannot be removed' {
        Get-ConversionAction -Name 'Walk-in' | Remove-ConversionAction -Confirm:$false
        (Get-ConversionAction -Name 'Walk-in').Status | Should -Be 'Paused'
    }

    Context 'sign-ins' {
        BeforeAll {
            $secret = ConvertTo-SecureString 'not a secret' -AsPlainText -Force
            $microsoft = @{ MicrosoftAdvertising = $true; AccountId = '180012345'; CustomerId = '250067890'; ClientId = 'none'; DeveloperToken = $secret; Ledger = Join-Path $TestDrive 'ledger.db' }
        }

        It 'says what to give when nothing holds a token' {
            { Connect-ConversionAccount @microsoft -TokenFile (Join-Path $TestDrive none) } | Should -Throw -ErrorId 'RefreshTokenMissing,*'
        }

        It 'refuses a token file others can read' -Skip:$IsWindows {
            $file = Join-Path $TestDrive open
            Set-Content $file token
            chmod 644 $file
            { Connect-ConversionAccount @microsoft -TokenFile $file } | Should -Throw -ErrorId 'TokenFileOpenToOthers,*'
        }

        It 'says that a secret cannot be read' {
            { Connect-ConversionAccount @microsoft -TokenName none } | Should -Throw -ErrorId 'SecretNotReadable,*'
        }

        It 'refuses an account number with letters' {
            $number = $microsoft + @{}
            $number.AccountId = 'X0012345'
            { Connect-ConversionAccount @number -RefreshToken $secret } | Should -Throw -ErrorId 'AccountNumberInvalid,*'
        }
    }
}
