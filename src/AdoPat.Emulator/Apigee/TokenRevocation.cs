using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Apigee;

/// <summary>Revokes and approves tokens.</summary>
internal sealed class TokenRevocation(EmulatorState state)
{
    /// <summary>Submits many tokens for revocation; one after the other is revoked until the set time is over.</summary>
    /// <param name="tokens">The tokens; of those that are not approved only the refresh tokens go.</param>
    /// <param name="cascade">Whether their refresh tokens go too.</param>
    /// <returns>How many were submitted.</returns>
    public int Submit(IEnumerable<ApigeeToken> tokens, bool cascade)
    {
        DateTime now = state.Clock.UtcNow;
        ApigeeToken[] all = [.. tokens];
        ApigeeToken[] submitted = [.. all.Where(token => token.StatusAt(now) == "approved")];
        TimeSpan each = TimeSpan.FromSeconds(state.Behaviour.Apigee.RevocationSeconds) / Math.Max(1, submitted.Length);
        for (int number = 0; number < submitted.Length; number++)
        {
            Revoke(submitted[number], now + (each * (number + 1)), cascade);
        }

        foreach (ApigeeToken token in all.Except(submitted).Where(_ => cascade))
        {
            RevokeRefreshToken(token, now);
        }

        return submitted.Length;
    }

    /// <summary>Revokes one token at once.</summary>
    /// <param name="token">The token.</param>
    /// <param name="cascade">Whether its refresh token goes too.</param>
    public void Revoke(ApigeeToken token, bool cascade) => Revoke(token, state.Clock.UtcNow, cascade);

    /// <summary>Takes a revocation back.</summary>
    /// <param name="token">The token.</param>
    /// <param name="cascade">Whether that of its refresh token is taken back too.</param>
    public void Approve(ApigeeToken token, bool cascade)
    {
        token.RevokedAt = null;
        token.RefreshTokenRevokedAt = cascade ? null : token.RefreshTokenRevokedAt;
        token.LastModifiedAt = state.Clock.UtcNow;
    }

    // What is revoked already, or will be sooner, stays so.
    private static void Revoke(ApigeeToken token, DateTime at, bool cascade)
    {
        if (token.IgnoresRevocation)
        {
            return;
        }

        token.LastModifiedAt = token.RevokedAt <= at ? token.LastModifiedAt : at;
        token.RevokedAt = token.RevokedAt <= at ? token.RevokedAt : at;
        if (cascade)
        {
            RevokeRefreshToken(token, at);
        }
    }

    private static void RevokeRefreshToken(ApigeeToken token, DateTime at)
    {
        if (token.RefreshToken is not null && !token.IgnoresRevocation)
        {
            token.RefreshTokenRevokedAt = token.RefreshTokenRevokedAt <= at ? token.RefreshTokenRevokedAt : at;
        }
    }
}
