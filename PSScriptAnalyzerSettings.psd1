@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # The cmdlets are C#. The functions here are private ones of the build and of the tests, called with all they need;
        # nobody would type -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'
    )
}
