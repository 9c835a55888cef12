@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # The cmdlets are C#. The functions here are private ones of the build and of the tests, called with all they need;
        # nobody would type -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'

        # Neither rule sees that a function or a block uses a variable of the script around it: every parameter of
        # build.ps1, and every variable that Pester hands from one block to the next, would be a finding.
        'PSReviewUnusedParameter'
        'PSUseDeclaredVarsMoreThanAssignments'
    )
}
