using System;
using AdoPat.Sessions;

namespace AdoPat.Apigee;

/// <summary>Proves to a management server who sends a request.</summary>
internal interface IApigeeCredential : IAccessTokenSource, IDisposable
{
    /// <summary>The e-mail address of the user, as far as it is known.</summary>
    string Account { get; }

    ApigeeSignInMethod Method { get; }

    /// <summary>When what is sent now ends; null when it does not, or when that is not known.</summary>
    DateTimeOffset? ExpiresOn { get; }
}
